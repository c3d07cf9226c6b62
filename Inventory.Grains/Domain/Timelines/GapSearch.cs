using Inventory.Contracts;

namespace Inventory.Domain.Timelines;

/// <summary>A walk along a timeline that collects the free times in a window and skips the parts whose gaps are all too short.</summary>
/// <param name="window">Gaps are cut to it.</param>
/// <param name="atLeast">The shortest gap to find, in microseconds, 1 or more.</param>
/// <param name="limit">How many to find at most.</param>
internal sealed class GapSearch(Interval window, long atLeast, int limit)
{
    public List<Interval> Found { get; } = [];

    /// <summary>The window is searched up to here.</summary>
    public Instant Reached { get; private set; } = window.From;

    private bool IsDone => Found.Count >= limit || Reached >= window.To;

    /// <summary>Nothing of the part is in what is left of the window.</summary>
    public bool CanSkip(Node part) => part.To <= Reached;

    /// <returns>Whether to go on.</returns>
    public bool Visit(Node part)
    {
        // A part that is partly before the window may look roomier than it is, never tighter.
        if (part.LongestGap < atLeast)
            return Pass(part.From, part.To);
        part.Accept(this);
        return !IsDone;
    }

    /// <summary>Goes on to <paramref name="to"/>, past a time from <paramref name="from"/> on in which there is no room.</summary>
    /// <returns>Whether to go on.</returns>
    public bool Pass(Instant from, Instant to)
    {
        AddGapUpTo(from < window.To ? from : window.To);
        if (to > Reached)
            Reached = to;
        return !IsDone;
    }

    public void Finish()
    {
        if (!IsDone)
            AddGapUpTo(window.To);
    }

    private void AddGapUpTo(Instant end)
    {
        // With an infinite end the length is beyond any number: long enough.
        if (end > Reached && (!end.IsFinite || !Reached.IsFinite || Node.GapBetween(Reached, end) >= atLeast))
            Found.Add(new Interval(Reached, end));
    }
}
