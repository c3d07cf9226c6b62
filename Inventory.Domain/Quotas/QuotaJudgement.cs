namespace Inventory.Domain.Quotas;

/// <summary>Pure: what is wanted beside what there is.</summary>
public static class QuotaJudgement
{
    // More than a time that anybody wants has, of days.
    private const int MostPeriods = 5_000;

    private const int MostAttempts = 400;

    /// <summary>The first quota that would have more than its limit; <c>null</c> if there is none. What has too much already may become less.</summary>
    /// <param name="quotas">Those that apply.</param>
    /// <param name="entries">All that count, with the wanted one as it is before, if it is there.</param>
    /// <param name="wanted">As it would be.</param>
    /// <param name="now">For what has ended, and holds that are over.</param>
    public static QuotaRefusal? Judge(this IEnumerable<Quota> quotas, IReadOnlyList<QuotaEntry> entries, QuotaEntry wanted, Instant now)
    {
        var others = entries.Where(entry => entry.Id != wanted.Id).ToList();
        var before = entries.FirstOrDefault(entry => entry.Id == wanted.Id);
        foreach (var quota in quotas)
            if (quota.FindExcess(others, before, wanted, now) is { } excess)
                return new(quota.Name, quota.Limit, quota.ToLimitUnit(excess.Used), quota.ToLimitUnit(excess.Asked), quota.FindFree(others, wanted, excess, now), quota.Measure);
        return null;
    }

    /// <summary>What is used now: of rolling periods, in the fullest one that contains this moment.</summary>
    public static QuotaUse Use(this Quota quota, IReadOnlyList<QuotaEntry> entries, Instant now)
    {
        Interval? period = quota.Per switch
        {
            QuotaPeriod.Active => null,
            QuotaPeriod.Local local => local.At(now),
            QuotaPeriod.Rolling rolling => quota.Windows(rolling, entries, now).Append(now).Where(begin => begin <= now && rolling.From(begin).To > now)
                .Select(rolling.From).MaxBy(window => entries.Sum(quota, window, now)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new(quota.Name, quota.ToLimitUnit(entries.Sum(quota, period, now)), period);
    }

    private static Excess? FindExcess(this Quota quota, IReadOnlyList<QuotaEntry> others, QuotaEntry? before, QuotaEntry wanted, Instant now)
    {
        foreach (var period in quota.PeriodsOf(others, wanted, now))
        {
            var asked = quota.Amount(wanted, period, now);
            if (asked == 0 || (before is not null && asked <= quota.Amount(before, period, now)))
                continue;
            var used = others.Sum(quota, period, now);
            if (used + asked > quota.LimitAmount)
                return new(period, used, asked);
        }
        return null;
    }

    private static IEnumerable<Interval?> PeriodsOf(this Quota quota, IReadOnlyList<QuotaEntry> others, QuotaEntry wanted, Instant now)
    {
        var times = wanted.Variants.SelectMany(items => items).Where(item => quota.Types.Contains(item.ResourceType)).Select(item => item.Finite(now)).ToList();
        switch (quota.Per)
        {
            case QuotaPeriod.Local local:
                return times.SelectMany(time => quota.IsOfHours ? Touched(local, time) : [local.At(time.From)]).Distinct().Select(period => (Interval?)period);
            case QuotaPeriod.Rolling rolling:
                return quota.Windows(rolling, [.. others, wanted], now).Select(rolling.From)
                    .Where(window => times.Any(time => quota.IsOfHours ? time.Overlaps(window) : Begins(time, window))).Select(window => (Interval?)window);
            default:
                return [null];
        }
    }

    private static IEnumerable<Interval> Touched(QuotaPeriod.Local local, Interval time)
    {
        var count = 0;
        for (var period = local.At(time.From); period.From < time.To && count++ < MostPeriods; period = local.At(period.To))
            yield return period;
    }

    // The sum is greatest in a window that begins or ends where an item does.
    private static IEnumerable<Instant> Windows(this Quota quota, QuotaPeriod.Rolling rolling, IEnumerable<QuotaEntry> entries, Instant now)
    {
        var length = (long)rolling.Length.TotalMicroseconds;
        var times = entries.SelectMany(entry => entry.Variants).SelectMany(items => items).Where(item => quota.Types.Contains(item.ResourceType)).Select(item => item.Finite(now));
        return (quota.IsOfHours ? times.SelectMany(time => new[] { time.From, time.To, time.From.Plus(-length), time.To.Plus(-length) }) : times.Select(time => time.From))
            .Where(begin => begin.IsFinite && begin.Plus(length).IsFinite).Distinct();
    }

    private static Int128 Sum(this IEnumerable<QuotaEntry> entries, Quota quota, Interval? period, Instant now)
    {
        Int128 sum = 0;
        foreach (var entry in entries)
            sum += quota.Amount(entry, period, now);
        return sum;
    }

    // While it is moved, it counts for whichever is more.
    private static Int128 Amount(this Quota quota, QuotaEntry entry, Interval? period, Instant now)
    {
        if (!entry.IsThere(now) || (quota.Measure == QuotaMeasure.Held && !entry.IsHold))
            return 0;
        Int128 most = 0;
        foreach (var items in entry.Variants)
        {
            Int128 sum = 0;
            foreach (var item in items)
                if (quota.Types.Contains(item.ResourceType))
                    sum += quota.Amount(item, period, now);
            most = sum > most ? sum : most;
        }
        return most;
    }

    private static Int128 Amount(this Quota quota, QuotaItem item, Interval? period, Instant now)
    {
        var time = item.Finite(now);
        if (!quota.IsOfHours)
            return period is { } span ? Begins(time, span) ? 1 : 0 : time.To > now ? 1 : 0;
        var length = period is { } window ? time.Cut(window)?.Length ?? 0 : time.To > now ? time.Length : 0;
        return quota.Measure == QuotaMeasure.UnitHours ? (Int128)length * item.Units : length;
    }

    private static bool Begins(Interval time, Interval period) => time.From >= period.From && time.From < period.To;

    private static Instant? FindFree(this Quota quota, IReadOnlyList<QuotaEntry> others, QuotaEntry wanted, Excess excess, Instant now)
    {
        if (excess.Asked > quota.LimitAmount)
            return null;
        if (quota.Per is QuotaPeriod.Active || quota.Measure == QuotaMeasure.Held)
            return others.SelectMany(entry => entry.Variants.SelectMany(items => items).Select(item => item.Time.To).Append(entry.Expires)).Where(end => end.IsFinite && end > now).Distinct().Order()
                .Take(MostAttempts).Where(end => quota.FindExcess([.. others.Where(entry => entry.Expires > end)], null, wanted, end) is null).Select(end => (Instant?)end).FirstOrDefault();
        var begin = wanted.Variants.Last().Where(item => quota.Types.Contains(item.ResourceType)).Min(item => item.Finite(now).From);
        return quota.Later(others, excess, begin, now).Take(MostAttempts)
            .Where(moment => moment.IsFinite && quota.FindExcess(others, null, wanted.Shifted(moment.Microseconds - begin.Microseconds, now), now) is null).Select(moment => (Instant?)moment).FirstOrDefault();
    }

    private static IEnumerable<Instant> Later(this Quota quota, IReadOnlyList<QuotaEntry> others, Excess excess, Instant begin, Instant now)
    {
        if (quota.Per is QuotaPeriod.Rolling rolling)
        {
            var length = (long)rolling.Length.TotalMicroseconds;
            return others.SelectMany(entry => entry.Variants).SelectMany(items => items).Select(item => item.Finite(now))
                .SelectMany(time => new[] { time.From, time.To, time.From.Plus(length), time.To.Plus(length) }).Where(moment => moment > begin).Distinct().Order();
        }
        return Following((QuotaPeriod.Local)quota.Per, excess.Period!.Value).Where(moment => moment > begin);
    }

    private static IEnumerable<Instant> Following(QuotaPeriod.Local local, Interval period)
    {
        var count = 0;
        for (var next = period; count++ < MostPeriods; next = local.At(next.To))
            yield return next.To;
    }

    private static QuotaEntry Shifted(this QuotaEntry entry, long by, Instant now) => entry with
    {
        Moves = [],
        Items = [.. entry.Variants.Last().Select(item => item.Finite(now)).Zip(entry.Variants.Last(), (time, item) => item with { Time = Shifted(time, by) })],
    };

    private static Interval Shifted(Interval time, long by)
    {
        var (from, to) = (time.From.Plus(by), time.To.Plus(by));
        return from < to && from.IsFinite && to.IsFinite ? new(from, to) : time;
    }

    /// <summary>In a period; <c>null</c> for all that has not ended.</summary>
    private sealed record Excess(Interval? Period, Int128 Used, Int128 Asked);
}
