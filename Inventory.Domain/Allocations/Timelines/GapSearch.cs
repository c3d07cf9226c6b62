using Inventory.Domain.Time;

namespace Inventory.Domain.Allocations.Timelines;

/// <summary>A walk along a timeline, in either direction, that collects the free times in a window and skips the parts whose gaps are all too short.</summary>
/// <remarks>
/// Backward, every moment is taken for its complement: that turns the order round, changes no length, and makes each infinity the other. So one walk serves both directions.
/// </remarks>
internal sealed class GapSearch
{
    private readonly long _atLeast;
    private readonly int _limit;
    private readonly bool _isBackward;
    private readonly long _end;

    // The window is searched up to here.
    private long _reached;

    /// <param name="window">Gaps are cut to it.</param>
    /// <param name="atLeast">The shortest gap to find, in microseconds, 1 or more.</param>
    /// <param name="limit">How many to find at most.</param>
    /// <param name="isBackward">Whether to begin at the window's end.</param>
    public GapSearch(Interval window, long atLeast, int limit, bool isBackward)
    {
        (_atLeast, _limit, _isBackward) = (atLeast, limit, isBackward);
        (_reached, _end) = Oriented(window.From, window.To);
    }

    /// <summary>In the order of the walk.</summary>
    public List<Interval> Found { get; } = [];

    private bool IsDone => Found.Count >= _limit || _reached >= _end;

    /// <returns>Whether to go on.</returns>
    public bool Visit(Node part)
    {
        // A part that is partly behind may look roomier than it is, never tighter.
        if (part.LongestGap < _atLeast || Oriented(part.From, part.To).To <= _reached)
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

    /// <summary>Goes on past a time in which there is no room.</summary>
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
        // With an infinite end the length is beyond any number: long enough.
        var (near, far) = (new Instant(_reached), new Instant(end));
        if (near.IsFinite && far.IsFinite && end - _reached < _atLeast)
            return;
        Found.Add(_isBackward ? new Interval(new(~end), new(~_reached)) : new Interval(near, far));
    }

    private (long From, long To) Oriented(Instant from, Instant to) =>
        _isBackward ? (~to.Microseconds, ~from.Microseconds) : (from.Microseconds, to.Microseconds);
}
