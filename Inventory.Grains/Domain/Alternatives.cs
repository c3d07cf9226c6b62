using Inventory.Contracts;

namespace Inventory.Domain;

/// <summary>The free times of the same length that are nearest to one that is not to be had.</summary>
public static class Alternatives
{
    /// <param name="calendar">Where to look.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="now">Nobody who asks for the future is sent to the past.</param>
    /// <returns>At most <see cref="Limits.Alternatives"/>, which do not overlap, nearest first; none for an infinite length.</returns>
    public static IReadOnlyList<Interval> Nearest(Calendar calendar, Interval wanted, Instant now)
    {
        if (!wanted.From.IsFinite || !wanted.To.IsFinite)
            return [];
        var length = TimeSpan.FromMicroseconds(wanted.To.Microseconds - wanted.From.Microseconds);
        var earliest = wanted.From >= now ? now : Instant.FirstFinite;
        return [.. Before(calendar, wanted, earliest, length)
            .Concat(After(calendar, wanted, length))
            .OrderBy(i => Math.Abs(i.From.Microseconds - wanted.From.Microseconds)).ThenByDescending(i => i.From)
            .Take(Limits.Alternatives)];
    }

    private static IEnumerable<Interval> After(Calendar calendar, Interval wanted, TimeSpan length)
    {
        var window = new Interval(wanted.From, Instant.LastFinite);
        return calendar.Gaps(window, length, Limits.Alternatives)
            .SelectMany(gap => Steps().Select(n => Step(gap.From, n, length)).TakeWhile(i => i.To <= gap.To))
            .Take(Limits.Alternatives);
    }

    private static IEnumerable<Interval> Before(Calendar calendar, Interval wanted, Instant earliest, TimeSpan length)
    {
        if (earliest >= wanted.To)
            return [];
        return calendar.GapsBackward(new(earliest, wanted.To), length, Limits.Alternatives)
            .SelectMany(gap => Steps().Select(n => Step(gap.To, -n - 1, length)).TakeWhile(i => i.From >= gap.From))
            .Take(Limits.Alternatives);
    }

    private static IEnumerable<int> Steps() => Enumerable.Range(0, Limits.Alternatives);

    private static Interval Step(Instant anchor, int count, TimeSpan length)
    {
        var step = (long)length.TotalMicroseconds;
        return new(new(anchor.Microseconds + count * step), new(anchor.Microseconds + (count + 1) * step));
    }
}
