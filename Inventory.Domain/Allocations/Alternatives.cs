using Inventory.Domain.Time;

namespace Inventory.Domain.Allocations;

/// <summary>The free times of the same length that are nearest to one that is not available.</summary>
public static class Alternatives
{
    /// <param name="calendar">Where to look.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="now">Nobody who asks for the future is sent to the past.</param>
    /// <param name="limit">How many at most.</param>
    /// <returns>Times that do not overlap, nearest first; none for an infinite length.</returns>
    public static IReadOnlyList<Interval> Nearest(Calendar calendar, Interval wanted, Instant now, int limit)
    {
        if (!wanted.From.IsFinite || !wanted.To.IsFinite)
            return [];
        var length = TimeSpan.FromMicroseconds(wanted.To.Microseconds - wanted.From.Microseconds);
        var earliest = wanted.From >= now ? now : Instant.FirstFinite;
        return [.. Before(calendar, wanted, earliest, length, limit)
            .Concat(After(calendar, wanted, length, limit))
            .OrderBy(i => Math.Abs(i.From.Microseconds - wanted.From.Microseconds)).ThenByDescending(i => i.From)
            .Take(limit)];
    }

    private static IEnumerable<Interval> After(Calendar calendar, Interval wanted, TimeSpan length, int limit)
    {
        var window = new Interval(wanted.From, Instant.LastFinite);
        return calendar.Gaps(window, length, limit)
            .SelectMany(gap => Enumerable.Range(0, limit).Select(n => Step(gap.From, n, length)).TakeWhile(i => i.To <= gap.To))
            .Take(limit);
    }

    private static IEnumerable<Interval> Before(Calendar calendar, Interval wanted, Instant earliest, TimeSpan length, int limit)
    {
        if (earliest >= wanted.To)
            return [];
        return calendar.GapsBackward(new(earliest, wanted.To), length, limit)
            .SelectMany(gap => Enumerable.Range(0, limit).Select(n => Step(gap.To, -n - 1, length)).TakeWhile(i => i.From >= gap.From))
            .Take(limit);
    }

    private static Interval Step(Instant anchor, int count, TimeSpan length)
    {
        var step = (long)length.TotalMicroseconds;
        return new(new(anchor.Microseconds + count * step), new(anchor.Microseconds + (count + 1) * step));
    }
}
