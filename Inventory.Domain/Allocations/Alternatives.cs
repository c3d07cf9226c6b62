namespace Inventory.Domain.Allocations;

public static class Alternatives
{
    /// <summary>Nearest first, without overlaps. A future interval gets no alternative in the past, an infinite one gets none.</summary>
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
