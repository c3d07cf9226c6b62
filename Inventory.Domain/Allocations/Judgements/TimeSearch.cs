namespace Inventory.Domain.Allocations.Judgements;

/// <summary>Seeks times that keep several rules.</summary>
internal static class TimeSearch
{
    // Each step passes something that is in the way, often a day. Rules that are never kept together cost some milliseconds, and find nothing.
    private const int MaxSteps = 500;

    public static Instant? Next(IReadOnlyList<ITimeRule> rules, Instant from, long length) => Seek(rules, from, (rule, start) => rule.Next(start, length));

    public static Instant? Previous(IReadOnlyList<ITimeRule> rules, Instant from, long length) => Seek(rules, from, (rule, start) => rule.Previous(start, length));

    /// <summary>Nearest first, without overlaps between those on one side.</summary>
    /// <param name="rules">All are kept.</param>
    /// <param name="wanted">A finite time.</param>
    /// <param name="earliest">None begins before.</param>
    /// <param name="limit">The most that are found.</param>
    public static IEnumerable<Interval> Nearest(IReadOnlyList<ITimeRule> rules, Interval wanted, Instant earliest, int limit)
    {
        var length = wanted.Length;
        var starts = new List<Instant>();
        for (var (n, start) = (0, Next(rules, wanted.From > earliest ? wanted.From : earliest, length)); n < limit && start is { } found; n++)
        {
            starts.Add(found);
            start = Next(rules, found.Plus(length), length);
        }
        for (var (n, start) = (0, Previous(rules, wanted.From, length)); n < limit && start is { } found && found >= earliest; n++)
        {
            starts.Add(found);
            start = Previous(rules, found.Plus(-length), length);
        }
        return starts.Distinct().OrderBy(start => Math.Abs(start.Microseconds - wanted.From.Microseconds)).ThenByDescending(start => start)
            .Take(limit).Select(start => new Interval(start, start.Plus(length)));
    }

    // Each rule moves the start in the same direction, until none does.
    private static Instant? Seek(IReadOnlyList<ITimeRule> rules, Instant from, Func<ITimeRule, Instant, Instant?> move)
    {
        for (var step = 0; step < MaxSteps && from.IsFinite; step++)
        {
            var start = from;
            foreach (var rule in rules)
            {
                if (move(rule, start) is not { IsFinite: true } moved)
                    return null;
                start = moved;
            }
            if (start == from)
                return start;
            from = start;
        }
        return null;
    }
}
