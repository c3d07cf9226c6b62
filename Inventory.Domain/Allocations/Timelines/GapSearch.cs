namespace Inventory.Domain.Allocations.Timelines;

/// <summary>
/// Walks a timeline in either direction, collects the gaps in a window and skips parts whose gaps are too short. Backward, every moment
/// becomes its complement (~), which reverses the order, keeps all lengths and swaps the infinities: one walk serves both directions.
/// </summary>
internal sealed class GapSearch
{
    private readonly long _minMicroseconds;
    private readonly int _limit;
    private readonly bool _isBackward;
    private readonly long _end;

    // The search is complete up to here.
    private long _reached;

    public GapSearch(Interval window, long minMicroseconds, int limit, bool isBackward)
    {
        (_minMicroseconds, _limit, _isBackward) = (minMicroseconds, limit, isBackward);
        (_reached, _end) = Oriented(window.From, window.To);
    }

    public List<Interval> Found { get; } = [];

    private bool IsDone => Found.Count >= _limit || _reached >= _end;

    /// <returns>False when the search is done.</returns>
    public bool Visit(Node part)
    {
        // A part that the walk has partly passed may look roomier than it is, never tighter.
        if (part.LongestGap < _minMicroseconds || Oriented(part.From, part.To).To <= _reached)
            return Skip(part.From, part.To);
        return part switch
        {
            Branch branch => _isBackward ? Visit(branch.Right) && Visit(branch.Left) : Visit(branch.Left) && Visit(branch.Right),
            Leaf leaf => Visit(leaf.Items),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public void Complete()
    {
        if (!IsDone)
            AddGapUpTo(_end);
    }

    private bool Visit(ReadOnlySpan<Allocation> items)
    {
        for (var i = 0; i < items.Length; i++)
        {
            var interval = items[_isBackward ? items.Length - 1 - i : i].Interval;
            if (!Skip(interval.From, interval.To))
                return false;
        }
        return true;
    }

    private bool Skip(Instant from, Instant to)
    {
        var (near, far) = Oriented(from, to);
        if (far > _reached)
        {
            AddGapUpTo(Math.Min(near, _end));
            _reached = far;
        }
        return !IsDone;
    }

    private void AddGapUpTo(long end)
    {
        if (end <= _reached)
            return;
        // A gap with an infinite end is always long enough.
        var (near, far) = (new Instant(_reached), new Instant(end));
        if (near.IsFinite && far.IsFinite && end - _reached < _minMicroseconds)
            return;
        Found.Add(_isBackward ? new Interval(new(~end), new(~_reached)) : new Interval(near, far));
    }

    private (long From, long To) Oriented(Instant from, Instant to) =>
        _isBackward ? (~to.Microseconds, ~from.Microseconds) : (from.Microseconds, to.Microseconds);
}
