using Inventory.Domain.Time;

namespace Inventory.Domain.Allocations.Timelines;

/// <summary>
/// Disjoint allocations in order of time. Immutable. With n allocations, every operation takes O(log n) steps, and one more for what it returns.
/// </summary>
internal readonly struct Timeline
{
    private readonly Node? _root;

    private Timeline(Node? root) => _root = root;

    /// <param name="ordered">Disjoint, by start.</param>
    public static Timeline Of(ReadOnlySpan<Allocation> ordered) => new(ordered.IsEmpty ? null : Build(ordered));

    /// <param name="allocation">Overlaps none that is there.</param>
    public Timeline Insert(Allocation allocation) => new(_root is null ? new Leaf(allocation) : _root.Insert(allocation));

    /// <param name="allocation">One that is there.</param>
    public Timeline Remove(Allocation allocation) => new(_root?.Remove(allocation));

    /// <summary>The allocations that overlap <paramref name="window"/>, by start, at most <paramref name="limit"/>.</summary>
    public List<Allocation> Overlapping(Interval window, int limit)
    {
        var found = new List<Allocation>();
        _root?.Collect(window, limit, found);
        return found;
    }

    /// <summary>The free times in <paramref name="window"/>, cut to it, that last for <paramref name="atLeast"/> microseconds or more: the first, or backward the last.</summary>
    public List<Interval> Gaps(Interval window, long atLeast, int limit, bool isBackward)
    {
        var search = new GapSearch(window, atLeast, limit, isBackward);
        if (limit > 0 && _root is not null)
            search.Visit(_root);
        search.Complete();
        return search.Found;
    }

    private static Node Build(ReadOnlySpan<Allocation> ordered)
    {
        if (ordered.Length <= Leaf.Capacity)
            return new Leaf(ordered);
        // Halves differ by one allocation at most, and so their heights by one.
        var middle = ordered.Length / 2;
        return new Branch(Build(ordered[..middle]), Build(ordered[middle..]));
    }
}
