namespace Inventory.Domain.Allocations.Timelines;

internal readonly struct StartOrder : ITreeOrder<Allocation, Instant>
{
    public static int Compare(Allocation one, Allocation other) => (one.Interval.From, one.Id).CompareTo((other.Interval.From, other.Id));

    public static Instant Of(ReadOnlySpan<Allocation> items)
    {
        var last = Instant.MinusInfinity;
        foreach (var item in items)
            last = item.Interval.To > last ? item.Interval.To : last;
        return last;
    }

    public static Instant Combine(Instant left, Instant right) => left > right ? left : right;
}

/// <summary>The allocations of a pool, which may overlap: by start with the latest end (Cormen et al., interval trees), and the load that they make. Immutable.</summary>
internal readonly struct PoolTimeline
{
    private readonly SortedTree<Allocation, Instant, StartOrder>? _byStart;

    private PoolTimeline(SortedTree<Allocation, Instant, StartOrder>? byStart, Load load) => (_byStart, Load) = (byStart, load);

    public Load Load { get; }

    public static PoolTimeline Of(IReadOnlyCollection<Allocation> allocations)
    {
        var ordered = allocations.ToArray();
        Array.Sort(ordered, StartOrder.Compare);
        return new(SortedTree<Allocation, Instant, StartOrder>.Of(ordered), Load.Of(allocations));
    }

    public PoolTimeline Insert(Allocation allocation) =>
        new(_byStart?.Put(allocation) ?? SortedTree<Allocation, Instant, StartOrder>.Of([allocation]), Load.Add(allocation.Interval, allocation.Units));

    public PoolTimeline Remove(Allocation allocation) => new(_byStart?.Remove(allocation), Load.Add(allocation.Interval, -allocation.Units));

    /// <summary>By start.</summary>
    public List<Allocation> Overlapping(Interval window, int limit)
    {
        var found = new List<Allocation>();
        Collect(_byStart, window, limit, found);
        return found;
    }

    /// <summary>The times in which at most so many units are taken, by start or the latest first, cut to the window. Lazy.</summary>
    public IEnumerable<Interval> EachGap(Interval window, long most, bool isBackward) => most < 0 ? [] : isBackward ? GapsBackward(Load, window, most) : Gaps(Load, window, most);

    private static IEnumerable<Interval> Gaps(Load load, Interval window, long most)
    {
        var from = load.At(window.From) <= most ? window.From : load.NextUpTo(window.From, most);
        while (from is { } start && start < window.To)
        {
            var end = load.NextAbove(start, most) is { } above && above < window.To ? above : window.To;
            yield return new(start, end);
            from = end < window.To ? load.NextUpTo(end, most) : null;
        }
    }

    private static IEnumerable<Interval> GapsBackward(Load load, Interval window, long most)
    {
        Instant? end = window.To;
        while (end is { } to && to > window.From)
        {
            var above = load.LastAbove(to, most);
            var start = above is { } last ? load.NextStep(last) ?? Instant.PlusInfinity : Instant.MinusInfinity;
            if (start < to)
                yield return new(start > window.From ? start : window.From, to);
            // On with what lies before the time that is full.
            var free = above is { } full ? load.LastUpTo(full, most) : null;
            end = above is null ? null : free is { } begin ? load.NextStep(begin) : FirstFull(load, most);
        }
    }

    // Before the first step nothing is taken.
    private static Instant? FirstFull(Load load, long most) => load.At(Instant.MinusInfinity) <= most ? load.NextStep(Instant.MinusInfinity) : null;

    private static void Collect(SortedTree<Allocation, Instant, StartOrder>? node, Interval window, int limit, List<Allocation> found)
    {
        if (node is null || node.Summary <= window.From || node.First.Interval.From >= window.To || found.Count >= limit)
            return;
        if (node.Left is not null)
        {
            Collect(node.Left, window, limit, found);
            Collect(node.Right, window, limit, found);
            return;
        }
        foreach (var item in node.Items)
            if (found.Count < limit && item.Interval.Overlaps(window))
                found.Add(item);
    }
}
