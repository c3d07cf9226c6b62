using Inventory.Domain.Allocations.Judgements;

namespace Inventory.Gateway.Policies;

internal static class ClosedTimes
{
    /// <summary>What lies between the opening times, by start.</summary>
    public static IEnumerable<Interval> In(Rules rules, Interval window)
    {
        var since = window.From;
        foreach (var open in rules.FindOpening(window))
        {
            if (since < open.From)
                yield return new(since, open.From);
            since = open.To;
        }
        if (since < window.To)
            yield return new(since, window.To);
    }
}
