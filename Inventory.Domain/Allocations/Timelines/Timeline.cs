namespace Inventory.Domain.Allocations.Timelines;

/// <summary>Disjoint allocations by start. Immutable.</summary>
internal readonly struct Timeline
{
    private readonly Node? _root;

    private Timeline(Node? root) => _root = root;

    public static Timeline Of(ReadOnlySpan<Allocation> ordered) => new(ordered.IsEmpty ? null : Build(ordered));

    public Timeline Insert(Allocation allocation) => new(_root is null ? new Leaf(allocation) : _root.Insert(allocation));

    public Timeline Remove(Allocation allocation) => new(_root?.Remove(allocation));

    public List<Allocation> Overlapping(Interval window, int limit)
    {
        var found = new List<Allocation>();
        _root?.Collect(window, limit, found);
        return found;
    }

    /// <summary>The first gaps, or backward the last, cut to the window.</summary>
    public List<Interval> Gaps(Interval window, long minMicroseconds, int limit, bool isBackward)
    {
        var search = new GapSearch(window, minMicroseconds, limit, isBackward);
        if (limit > 0 && _root is not null)
            search.Visit(_root);
        search.Complete();
        return search.Found;
    }

    private static Node Build(ReadOnlySpan<Allocation> ordered)
    {
        if (ordered.Length <= Leaf.Capacity)
            return new Leaf(ordered);
        // The lengths of the halves differ by at most 1, and so do their heights.
        var middle = ordered.Length / 2;
        return new Branch(Build(ordered[..middle]), Build(ordered[middle..]));
    }
}
