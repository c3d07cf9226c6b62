using Inventory.Domain.Allocations;
using DateTimeZone = NodaTime.DateTimeZone;

namespace Inventory.Domain.Series;

/// <summary>An occurrence whose time is another by newer time zone data, and that could not be moved there.</summary>
/// <param name="RecurrenceId">The local time at which the rule begins it.</param>
/// <param name="Stays">Where its allocation stays. Somebody has decided about it when it is no longer there.</param>
[GenerateSerializer, Immutable, Alias("inventory.unmoved-occurrence")]
public sealed record UnmovedOccurrence(string RecurrenceId, Interval Stays);

/// <summary>What newer time zone data change in a series.</summary>
public static class ZoneChange
{
    /// <summary>Versions of the data, such as "2026a" or "TZDB: 2026a", are in the order of their texts. Older data do not undo newer: in a cluster, nodes have both for a while.</summary>
    public static bool IsNewer(string version, string than) => string.CompareOrdinal(version, than) > 0;

    /// <summary>In the history, of what the data have moved.</summary>
    public static string ActorOf(string version) => $"zone-data:{version}";

    /// <summary>The series is planned with these data.</summary>
    /// <param name="series">The series.</param>
    /// <param name="zone">Its zone.</param>
    /// <param name="version">Of the data.</param>
    /// <param name="next">Parts that it may have soon.</param>
    public static AllocationSeries PlannedWith(this AllocationSeries series, DateTimeZone zone, string version, ImmutableArray<SeriesPart>? next = null) =>
        series with { TimeZoneData = version, Zone = RecordedZone.Of(zone, WindowOf(series.Parts.AddRange(next ?? []), zone)) };

    /// <summary>Occurrences that have not begun, that nobody has moved, and whose time is another by these data.</summary>
    public static ImmutableArray<MovedOccurrence> MovesTo(this AllocationSeries series, DateTimeZone zone, IEnumerable<Allocation> allocations, Instant now)
    {
        if (series.Zone?.ToZone() is not { } before)
            return [];
        var unmoved = series.UnmovedOrNone.ToHashSet();
        return
        [
            .. from allocation in allocations
               where allocation.Interval.From > now && allocation is { CheckedIn: null, Stage: not AllocationStage.NoShow }
               let id = allocation.Extras!.RecurrenceId!
               where series.TimeOf(id, before) == allocation.Interval || unmoved.Contains(new(id, allocation.Interval))
               let wanted = series.TimeOf(id, zone)
               where wanted != allocation.Interval
               select new MovedOccurrence(allocation.Id, new(id, wanted), allocation.Interval),
        ];
    }

    /// <summary>Of those that could not be moved, the ones that are still where they were and have not ended; with their times by these data.</summary>
    public static ImmutableArray<MovedOccurrence> NeedingAttention(this AllocationSeries series, DateTimeZone zone, IEnumerable<Allocation> allocations, Instant now)
    {
        if (series.UnmovedOrNone.IsEmpty)
            return [];
        var unmoved = series.UnmovedOrNone.ToHashSet();
        return
        [
            .. allocations.Where(allocation => allocation.Interval.To > now && unmoved.Contains(new(allocation.Extras!.RecurrenceId!, allocation.Interval)))
                .Select(allocation => new MovedOccurrence(allocation.Id, new(allocation.Extras!.RecurrenceId!, series.TimeOf(allocation.Extras.RecurrenceId!, zone)))),
        ];
    }

    private static Interval TimeOf(this AllocationSeries series, string recurrenceId, DateTimeZone zone)
    {
        var part = series.Parts.LastOrDefault(part => string.CompareOrdinal(part.Rule.FromLocal, recurrenceId) <= 0) ?? series.Parts[0];
        return SeriesRule.TimeOf(SeriesRule.ParseLocal(recurrenceId)!.Value, SeriesRule.ParseDuration(part.Rule.Duration)!, zone);
    }

    // From two days before the first start, which may be earlier by other data, to the latest end that any part may have.
    private static Interval WindowOf(ImmutableArray<SeriesPart> parts, DateTimeZone zone)
    {
        var starts = parts.Select(part => SeriesRule.ParseLocal(part.Rule.FromLocal)!.Value).ToList();
        var last = starts.Max().PlusYears(SeriesRule.MaxYears);
        return new(starts.Min().PlusDays(-2).In(zone), parts.Max(part => SeriesRule.TimeOf(last, SeriesRule.ParseDuration(part.Rule.Duration)!, zone).To));
    }
}
