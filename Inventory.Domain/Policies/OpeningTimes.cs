using LocalDate = NodaTime.LocalDate;

namespace Inventory.Domain.Policies;

/// <summary>Opening hours on the axis of time. It looks <see cref="MaxDays"/> days ahead or back, and no further.</summary>
public sealed class OpeningTimes(OpeningHours hours, ImmutableArray<Holiday> holidays)
{
    /// <summary>Almost eleven years. What lies beyond is closed.</summary>
    public const int MaxDays = 4_000;

    private static readonly LocalDate FirstDay = new(1, 1, 3);
    private static readonly LocalDate LastDay = new(9999, 12, 29);

    public bool Allows(Interval wanted) => wanted.From.IsFinite && wanted.To.IsFinite && (hours.Covers == OpeningCover.Ends
        ? NextOpen(wanted.From) == wanted.From && NextOpen(wanted.To) == wanted.To
        : FirstRun(wanted.From, wanted.Length, until: wanted.From)?.From == wanted.From);

    /// <summary>The first start from a moment on for a time of this length; <c>null</c> if there is none.</summary>
    public Instant? Next(Instant from, long length) => hours.Covers == OpeningCover.Whole
        ? FirstRun(from, length, until: Instant.PlusInfinity)?.From
        : Ends(from, length, NextOpen);

    /// <summary>The last start up to a moment; <c>null</c> if there is none.</summary>
    public Instant? Previous(Instant from, long length) => hours.Covers == OpeningCover.Whole
        ? LastRun(from.Plus(length), length) is { } run ? run.To.Plus(-length) : null
        : Ends(from, length, PreviousOpen);

    /// <summary>By start; those that adjoin are one. Cut to the window, which has to be finite.</summary>
    public IEnumerable<Interval> Within(Interval window)
    {
        Interval? run = null;
        foreach (var range in RangesFrom(window.From))
        {
            if (range.From >= window.To)
                break;
            if (range.Cut(window) is not { } next)
                continue;
            if (run is { } open && next.From > open.To)
            {
                yield return open;
                run = null;
            }
            run = run is { } begun ? new(begun.From, next.To) : next;
        }
        if (run is { } last)
            yield return last;
    }

    /// <summary>What is left of a free time: those parts of it that can be taken.</summary>
    public IEnumerable<Interval> Cut(Interval free)
    {
        if (hours.Covers == OpeningCover.Whole)
            return Within(free);
        return NextOpen(free.From) is { } from && PreviousOpen(free.To) is { } to && from < to ? [new(from, to)] : [];
    }

    private Interval? FirstRun(Instant from, long length, Instant until)
    {
        Interval? run = null;
        foreach (var range in RangesFrom(from))
        {
            if (range.To <= from)
                continue;
            run = run is { } open && range.From <= open.To ? new(open.From, range.To) : new(range.From > from ? range.From : from, range.To);
            if (run.Value.From > until)
                return null;
            if (run.Value.Length >= length)
                return run;
        }
        return null;
    }

    private Interval? LastRun(Instant to, long length)
    {
        Interval? run = null;
        foreach (var range in RangesBack(to))
        {
            if (range.From >= to)
                continue;
            run = run is { } open && range.To >= open.From ? new(range.From, open.To) : new(range.From, range.To < to ? range.To : to);
            if (run.Value.Length >= length)
                return run;
        }
        return null;
    }

    // Moves the start until both ends are open.
    private static Instant? Ends(Instant from, long length, Func<Instant, Instant?> open)
    {
        for (var n = 0; n < MaxDays; n++)
        {
            if (open(from) is not { } start || open(start.Plus(length)) is not { } end)
                return null;
            if (start.Plus(length) == end)
                return start;
            from = end.Plus(-length);
        }
        return null;
    }

    private Instant? NextOpen(Instant moment)
    {
        foreach (var range in RangesFrom(moment))
            if (range.To >= moment)
                return range.From > moment ? range.From : moment;
        return null;
    }

    private Instant? PreviousOpen(Instant moment)
    {
        foreach (var range in RangesBack(moment))
            if (range.From <= moment)
                return range.To < moment ? range.To : moment;
        return null;
    }

    private IEnumerable<Interval> RangesFrom(Instant moment) => Days(moment, 1).SelectMany(RangesOf);

    private IEnumerable<Interval> RangesBack(Instant moment) => Days(moment, -1).SelectMany(day => RangesOf(day).Reverse());

    // From the day before: its last range may reach here.
    private IEnumerable<LocalDate> Days(Instant moment, int step)
    {
        var day = DayOf(moment).PlusDays(-step);
        for (var n = 0; n < MaxDays + 2 && (step > 0 ? day <= LastDay : day >= FirstDay); n++, day = day.PlusDays(step))
            yield return day;
    }

    private IEnumerable<Interval> RangesOf(LocalDate day)
    {
        if (holidays.Any(holiday => holiday.From <= day && day <= holiday.To))
            yield break;
        foreach (var range in hours.Of(day))
        {
            var (from, to) = (range.Begin(day).In(hours.Zone), range.End(day).In(hours.Zone));
            // A clock change may skip a range.
            if (from < to)
                yield return new(from, to);
        }
    }

    private LocalDate DayOf(Instant moment)
    {
        var day = moment.In(hours.Zone).Date;
        return day < FirstDay ? FirstDay : day > LastDay ? LastDay : day;
    }
}
