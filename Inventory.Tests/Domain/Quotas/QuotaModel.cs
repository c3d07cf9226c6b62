using Inventory.Domain.Quotas;
using Instant = Inventory.Domain.Time.Instant;

namespace Inventory.Tests.Domain.Quotas;

/// <summary>The dumb one: it looks at every quarter of an hour by itself, and asks what day it is there.</summary>
internal sealed class QuotaModel(Quota quota, Instant begin, int quarters)
{
    public const long Quarter = 15 * 60_000_000L;

    /// <summary>Whether no period would have too much that does not have it already.</summary>
    public bool Allows(IReadOnlyList<QuotaEntry> entries, QuotaEntry wanted, Instant now)
    {
        var others = entries.Where(entry => entry.Id != wanted.Id).Select(entry => AmountsOf(entry, now)).ToList();
        var (before, after) = (entries.Where(entry => entry.Id == wanted.Id).Select(entry => AmountsOf(entry, now)).FirstOrDefault() ?? [], AmountsOf(wanted, now));
        return after.All(period => period.Value == 0 || period.Value <= before.GetValueOrDefault(period.Key) || others.Sum(other => other.GetValueOrDefault(period.Key)) + period.Value <= quota.Limit);
    }

    /// <summary>The amount of every period that is there, by its begin.</summary>
    public Dictionary<long, decimal> Amounts(IReadOnlyList<QuotaEntry> entries, Instant now) =>
        entries.SelectMany(entry => AmountsOf(entry, now)).GroupBy(period => period.Key).ToDictionary(period => period.Key, period => period.Sum(amount => amount.Value));

    // Of items and of the moves that are under way, whichever is more.
    private Dictionary<long, decimal> AmountsOf(QuotaEntry entry, Instant now) => !entry.IsThere(now) || (quota.Measure == QuotaMeasure.Held && !entry.IsHold) ? []
        : entry.Moves.Select(move => move.Items).Prepend(entry.Items).SelectMany(items => items.Where(item => quota.Types.Contains(item.ResourceType)).SelectMany(item => AmountsOf(item, now))
            .GroupBy(period => period.Key).Select(period => (period.Key, Amount: period.Sum(amount => amount.Amount)))).GroupBy(period => period.Key).ToDictionary(period => period.Key, period => period.Max(amount => amount.Amount));

    private IEnumerable<(long Key, decimal Amount)> AmountsOf(QuotaItem item, Instant now)
    {
        if (quota.Per is QuotaPeriod.Active && item.Time.To <= now)
            yield break;
        var cells = Enumerable.Range(0, quarters).Where(cell => quota.IsOfHours ? item.Time.From.Microseconds <= At(cell) && At(cell) < item.Time.To.Microseconds : At(cell) == item.Time.From.Microseconds);
        var each = quota.IsOfHours ? 0.25m * (quota.Measure == QuotaMeasure.UnitHours ? item.Units : 1) : 1;
        foreach (var cell in cells)
            foreach (var period in PeriodsOf(cell))
                yield return (period, each);
    }

    private IEnumerable<long> PeriodsOf(int cell) => quota.Per switch
    {
        QuotaPeriod.Local local => [LabelOf(local, At(cell))],
        // Every window that a quarter begins, and that has this one.
        QuotaPeriod.Rolling rolling => Enumerable.Range(0, (int)(rolling.Length / TimeSpan.FromMinutes(15))).Select(back => (long)cell - back),
        _ => [0L],
    };

    private static long LabelOf(QuotaPeriod.Local local, long moment)
    {
        var date = NodaTime.Instant.FromUnixTimeTicks(moment * 10).InZone(local.Zone).Date;
        return local.Unit switch
        {
            LocalUnit.Day => date.Year * 10_000 + date.Month * 100 + date.Day,
            LocalUnit.Week => NodaTime.Calendars.WeekYearRules.Iso.GetWeekYear(date) * 100 + NodaTime.Calendars.WeekYearRules.Iso.GetWeekOfWeekYear(date),
            LocalUnit.Month => date.Year * 100 + date.Month,
        };
    }

    private long At(int cell) => begin.Microseconds + cell * Quarter;
}
