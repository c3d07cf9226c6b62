using Inventory.Domain.Policies;

namespace Inventory.Domain.Allocations.Judgements;

public static class TurnaroundTimes
{
    /// <summary>When nothing can be although nobody has the time: what has to be free after and before allocations, whatever is next to them. Disjoint, by start.</summary>
    /// <param name="turnaround">Between them.</param>
    /// <param name="allocations">By start; they do not overlap.</param>
    public static IEnumerable<Interval> Around(this Turnaround turnaround, IReadOnlyList<Allocation> allocations)
    {
        for (var i = -1; i < allocations.Count; i++)
        {
            var gapFrom = i >= 0 ? allocations[i].Interval.To : Instant.MinusInfinity;
            var gapTo = i + 1 < allocations.Count ? allocations[i + 1].Interval.From : Instant.PlusInfinity;
            if (gapFrom >= gapTo)
                continue;
            var afterIt = i >= 0 ? Min(gapFrom.Plus(Microseconds(turnaround.Needed(allocations[i].Type, null))), gapTo) : gapFrom;
            var beforeNext = i + 1 < allocations.Count ? Max(gapTo.Plus(-Microseconds(turnaround.Needed(null, allocations[i + 1].Type))), gapFrom) : gapTo;
            if (afterIt >= beforeNext)
            {
                yield return new(gapFrom, gapTo);
                continue;
            }
            if (gapFrom < afterIt)
                yield return new(gapFrom, afterIt);
            if (beforeNext < gapTo)
                yield return new(beforeNext, gapTo);
        }
    }

    private static long Microseconds(TimeSpan time) => (long)time.TotalMicroseconds;

    private static Instant Min(Instant a, Instant b) => a < b ? a : b;

    private static Instant Max(Instant a, Instant b) => a > b ? a : b;
}
