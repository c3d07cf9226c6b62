using Inventory.Domain.Time;

namespace Inventory.Domain.Allocations.Timelines;

/// <summary>
/// A part of a <see cref="Timeline"/>: disjoint allocations in order of time. Nodes never change; an insertion or a removal copies the way from the root.
/// A height-balanced binary tree (Adelson-Velsky and Landis, 1962) whose leaves are short sorted arrays, so that an allocation costs few bytes and few
/// cache misses. Every node knows its longest gap, so that a search for room skips what is too tight.
/// </summary>
internal abstract class Node
{
    /// <summary>0 for a leaf.</summary>
    public abstract int Height { get; }

    /// <summary>Where the first allocation begins.</summary>
    public abstract Instant From { get; }

    /// <summary>Where the last allocation ends.</summary>
    public abstract Instant To { get; }

    /// <summary>The longest time between two neighbours, in microseconds; 0 when they all touch.</summary>
    public abstract long LongestGap { get; }

    public abstract Node Insert(Allocation allocation);

    /// <returns>What is left, or <c>null</c> when nothing is.</returns>
    public abstract Node? Remove(Allocation allocation);

    /// <summary>Adds, in order, the allocations that overlap <paramref name="window"/>, until <paramref name="limit"/> are found.</summary>
    public abstract void Collect(Interval window, int limit, List<Allocation> found);

    public static long GapBetween(Instant to, Instant from) => from.Microseconds - to.Microseconds;
}
