using Inventory.Domain.Allocations;
using Inventory.Domain.Series;
using Inventory.Grains.Series;
using NodaTime;

namespace Inventory.Gateway.Feeds;

/// <summary>
/// A series in a feed: for each of its parts one event that repeats by the rule, and events in place of those occurrences that differ.
/// An occurrence differs if it was moved or has other texts, and also where calendar programs read a rule in different ways: where the clocks change.
/// </summary>
/// <param name="series">The series.</param>
/// <param name="zone">Of the series.</param>
/// <param name="toEvent">Makes an event of one allocation.</param>
/// <param name="version">Of the resource: it rises with each change of an occurrence.</param>
internal sealed class SeriesEvents(AllocationSeries series, DateTimeZone zone, Func<Allocation, FeedEvent> toEvent, long version)
{
    // Fewer need no rule.
    private const int Fewest = 2;

    /// <param name="occurrences">Those that the reader may see.</param>
    public IEnumerable<FeedEvent> Of(IEnumerable<Allocation> occurrences)
    {
        var left = occurrences.ToDictionary(allocation => allocation.Id);
        var events = new List<FeedEvent>();
        foreach (var (n, part) in series.Parts.Index())
        {
            var starts = StartsOf(part);
            var byStart = left.Values.DistinctBy(StartOf).ToDictionary(StartOf);
            var own = starts.Where(byStart.ContainsKey).Select(start => new Own(start, byStart[start], toEvent(byStart[start]) with { Zone = zone })).ToList();
            if (ToEvent(n, part, starts, own) is not { } rule)
                continue;
            events.Add(rule);
            events.AddRange(own.Where(one => !IsByRule(one, part, rule)).Select(one => one.Event with { Uid = rule.Uid, Replaces = one.Start }));
            foreach (var one in own)
                left.Remove(one.Allocation.Id);
        }
        return events.Concat(left.Values.Select(toEvent));
    }

    /// <returns><c>null</c> if hardly an occurrence is by the rule.</returns>
    private FeedEvent? ToEvent(int n, SeriesPart part, List<LocalDateTime> starts, List<Own> own)
    {
        if (own.Count < Fewest || DurationOf(part) is not { } duration)
            return null;
        var whole = toEvent(new(part.Details, series.Id, own[0].Allocation.Interval, series.Created, version)) with { Uid = n == 0 ? $"{series.Id}" : $"{series.Id}/{part.Rule.FromLocal}", Zone = zone };
        if (own.Count(one => IsByRule(one, part, whole)) < Fewest)
            return null;
        var taken = own.Select(one => one.Start).ToHashSet();
        return whole with
        {
            Repeats = new()
            {
                Rule = Recurrence.WithCount(part.Rule.RRule, starts.Count),
                First = starts[0],
                Duration = duration,
                Exdates = [.. starts.Where(start => !taken.Contains(start))],
                Last = own.Max(one => one.Allocation.Interval.To),
            },
        };
    }

    private List<LocalDateTime> StartsOf(SeriesPart part) =>
        [.. Recurrence.Starts(part.Rule with { Exdates = [] }, zone).TakeWhile(start => part.Before is null || string.CompareOrdinal(SeriesRule.TextOf(start), part.Before) < 0)];

    private static LocalDateTime StartOf(Allocation allocation) => SeriesRule.ParseLocal(allocation.Extras!.RecurrenceId)!.Value;

    // By the clocks of the zone, whichever way the duration is added.
    private bool IsByRule(Own one, SeriesPart part, FeedEvent rule)
    {
        var (interval, duration) = (one.Allocation.Interval, SeriesRule.ParseDuration(part.Rule.Duration)!);
        return SeriesRule.TimeOf(one.Start, duration, zone) == interval && FeedTimes.Of(interval.ToSeconds(), zone).IsLocal
            && interval.From.In(zone) == one.Start && interval.To.In(zone) == one.Start + duration
            && (one.Event.Summary, one.Event.Description, one.Event.IsTentative) == (rule.Summary, rule.Description, rule.IsTentative);
    }

    /// <returns><c>null</c> if it has fractions of a second.</returns>
    private static string? DurationOf(SeriesPart part)
    {
        var duration = SeriesRule.ParseDuration(part.Rule.Duration)!;
        if (duration is not { Milliseconds: 0, Ticks: 0, Nanoseconds: 0 })
            return null;
        var (days, seconds) = (duration.Weeks * 7 + duration.Days, duration.Hours * 3_600 + duration.Minutes * 60 + duration.Seconds);
        var time = string.Create(CultureInfo.InvariantCulture, $"T{seconds / 3_600}H{seconds / 60 % 60}M{seconds % 60}S");
        return string.Create(CultureInfo.InvariantCulture, $"P{(days > 0 ? $"{days}D" : "")}{(seconds > 0 ? time : "")}");
    }

    private sealed record Own(LocalDateTime Start, Allocation Allocation, FeedEvent Event);
}
