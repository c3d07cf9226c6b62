using Inventory.Domain.Allocations;
using Inventory.Domain.Series;
using DateTimeZoneProviders = NodaTime.DateTimeZoneProviders;

namespace Inventory.Grains.Series;

/// <summary>What a change of a series comes to: its parts afterwards, and what its resource has to do.</summary>
internal sealed class SeriesPlan
{
    private readonly List<(SeriesPart Part, ImmutableArray<Guid> Released, ImmutableArray<MovedOccurrence> Moved, ImmutableArray<Occurrence> Added)> _steps = [];

    private SeriesPlan(UpdateSeriesRequest request) => Request = request;

    public UpdateSeriesRequest Request { get; }

    public ImmutableArray<SeriesPart> Parts { get; private set; } = [];

    public bool IsTooLong { get; private init; }

    /// <returns><c>null</c> if there is no such occurrence.</returns>
    public static SeriesPlan? Of(AllocationSeries series, ImmutableArray<Allocation> allocations, UpdateSeriesRequest request, Instant now)
    {
        var expected = series.Expected().ToList();
        var at = request.From is { } id ? expected.FindIndex(one => one.Occurrence.RecurrenceId == id) : expected.FindIndex(one => one.Occurrence.Interval.From >= now);
        if (at < 0)
            return null;
        var byId = allocations.ToDictionary(allocation => allocation.Extras!.RecurrenceId!);
        return request.ChangesTimes ? OfTimes(series, expected, at, byId, request) : OfDetails(series, expected, at, byId, request);
    }

    public IEnumerable<ChangeSeriesRequest> Changes(ChangeSeriesRequest basis) => _steps.Select(step => basis with
    {
        Details = step.Part.Details,
        Units = step.Part.Units,
        Released = step.Released,
        Moved = step.Moved,
        Added = step.Added,
        Overrides = basis.Overrides | Request.Overrides,
        SkipsConflicts = Request.SkipsConflicts,
        IsPreview = Request.IsPreview,
    });

    // From the occurrence on, one new rule in place of what was there.
    private static SeriesPlan OfTimes(
        AllocationSeries series, List<(Occurrence Occurrence, SeriesPart Part)> expected, int at, Dictionary<string, Allocation> byId, UpdateSeriesRequest request)
    {
        var (first, old) = expected[at];
        var rule = old.Rule with
        {
            FromLocal = request.FromLocal ?? first.RecurrenceId,
            Duration = request.Duration ?? old.Rule.Duration,
            RRule = request.RRule ?? Recurrence.Rest(old.Rule.RRule, old.CountBefore(first.RecurrenceId)),
            Exdates = request.Exdates ?? old.Rule.Exdates,
        };
        var part = new SeriesPart(rule, Patched(old.Details, request), request.Units ?? old.Units);
        var next = part.Occurrences().ToList();
        if (next.Count is 0 or > SeriesRule.MaxOccurrences || part.IsTooLong())
            return new(request) { IsTooLong = true };

        var (released, moved, added) = (ImmutableArray.CreateBuilder<Guid>(), ImmutableArray.CreateBuilder<MovedOccurrence>(), ImmutableArray.CreateBuilder<Occurrence>());
        for (var i = 0; i < Math.Max(next.Count, expected.Count - at); i++)
        {
            var allocation = at + i < expected.Count ? byId.GetValueOrDefault(expected[at + i].Occurrence.RecurrenceId) : null;
            if (allocation is not null && i < next.Count)
                moved.Add(new(allocation.Id, next[i]));
            else if (allocation is not null)
                released.Add(allocation.Id);
            // What was skipped or released stays away, unless another rule makes other occurrences.
            else if (i < next.Count && (at + i >= expected.Count || request.RRule is not null))
                added.Add(next[i]);
        }
        var plan = new SeriesPlan(request) { Parts = [.. series.PartsBefore(first.RecurrenceId), part] };
        plan._steps.Add((part, released.ToImmutable(), moved.ToImmutable(), added.ToImmutable()));
        return plan;
    }

    // The times stay: each part from the occurrence on gets the new texts.
    private static SeriesPlan OfDetails(
        AllocationSeries series, List<(Occurrence Occurrence, SeriesPart Part)> expected, int at, Dictionary<string, Allocation> byId, UpdateSeriesRequest request)
    {
        var plan = new SeriesPlan(request);
        var parts = series.PartsBefore(expected[at].Occurrence.RecurrenceId).ToBuilder();
        foreach (var group in expected.Skip(at).GroupBy(one => one.Part))
        {
            var first = group.First().Occurrence.RecurrenceId;
            var rule = group.Key.Rule with { FromLocal = first, RRule = Recurrence.Rest(group.Key.Rule.RRule, group.Key.CountBefore(first)) };
            var part = group.Key with { Rule = rule, Details = Patched(group.Key.Details, request), Units = request.Units ?? group.Key.Units };
            parts.Add(part);
            var moved = group.Select(one => byId.GetValueOrDefault(one.Occurrence.RecurrenceId)).OfType<Allocation>()
                .Select(allocation => new MovedOccurrence(allocation.Id, new(allocation.Extras!.RecurrenceId!, allocation.Interval)));
            plan._steps.Add((part, [], [.. moved], []));
        }
        plan.Parts = parts.ToImmutable();
        return plan;
    }

    private static AllocationDetails Patched(AllocationDetails details, UpdateSeriesRequest request)
    {
        var patched = request.Details.ApplyTo(new Allocation(details, Guid.Empty, Interval.Always, created: default, version: 0));
        return new() { Type = patched.Type, Description = patched.Description, Reference = patched.Reference, Dump = patched.Dump };
    }
}

internal static class SeriesParts
{
    /// <summary>The occurrences of all parts, in order, whether they are allocated or not.</summary>
    public static IEnumerable<(Occurrence Occurrence, SeriesPart Part)> Expected(this AllocationSeries series) =>
        series.Parts.SelectMany(part => part.Occurrences().Select(occurrence => (occurrence, part)));

    public static IEnumerable<Occurrence> Occurrences(this SeriesPart part)
    {
        var (zone, duration) = (DateTimeZoneProviders.Tzdb[part.Rule.TimeZone], SeriesRule.ParseDuration(part.Rule.Duration)!);
        return Recurrence.Starts(part.Rule, zone).Select(start => (Id: SeriesRule.TextOf(start), Start: start)).TakeWhile(start => part.Before is null || string.CompareOrdinal(start.Id, part.Before) < 0)
            .Select(start => new Occurrence(start.Id, SeriesRule.TimeOf(start.Start, duration, zone)));
    }

    public static bool IsTooLong(this SeriesPart part) => Recurrence.IsTooLong(part.Rule, Recurrence.Starts(part.Rule, DateTimeZoneProviders.Tzdb[part.Rule.TimeZone]));

    /// <summary>How many starts the rule has before this one, with those of exdates.</summary>
    public static int CountBefore(this SeriesPart part, string recurrenceId) =>
        Recurrence.Starts(part.Rule with { Exdates = [] }, DateTimeZoneProviders.Tzdb[part.Rule.TimeZone]).Count(start => string.CompareOrdinal(SeriesRule.TextOf(start), recurrenceId) < 0);

    /// <summary>The parts, cut before this start.</summary>
    public static ImmutableArray<SeriesPart> PartsBefore(this AllocationSeries series, string recurrenceId) =>
    [
        .. series.Parts.Where(part => part.Occurrences().FirstOrDefault() is { } first && string.CompareOrdinal(first.RecurrenceId, recurrenceId) < 0)
            .Select(part => part.Before is { } before && string.CompareOrdinal(before, recurrenceId) <= 0 ? part : part with { Before = recurrenceId }),
    ];
}
