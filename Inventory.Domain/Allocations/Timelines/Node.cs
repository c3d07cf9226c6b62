namespace Inventory.Domain.Allocations.Timelines;

/// <summary>
/// A part of a <see cref="Timeline"/>: a height-balanced binary tree (Adelson-Velsky and Landis, 1962) whose leaves are short sorted arrays,
/// which saves memory and cache misses. Nodes are immutable: a change copies the path from the root.
/// </summary>
internal abstract class Node
{
    public abstract int Height { get; }

    public abstract Instant From { get; }

    public abstract Instant To { get; }

    /// <summary>Between two neighbours, in microseconds; 0 when all touch. A search skips nodes without enough room.</summary>
    public abstract long LongestGap { get; }

    public abstract Node Insert(Allocation allocation);

    /// <returns><c>null</c> when nothing is left.</returns>
    public abstract Node? Remove(Allocation allocation);

    public abstract void Collect(Interval window, int limit, List<Allocation> found);

    public static long GapBetween(Instant to, Instant from) => from.Microseconds - to.Microseconds;
}
