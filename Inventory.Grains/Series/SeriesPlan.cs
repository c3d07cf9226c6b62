using Inventory.Domain.Allocations;
using Inventory.Domain.Series;

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
    public static SeriesPlan? Of(AllocationSeries series, SeriesSchedule schedule, ImmutableArray<Allocation> allocations, UpdateSeriesRequest request, Instant now)
    {
        var expected = schedule.Expected(series).ToList();
        var at = request.From is { } id ? expected.FindIndex(one => one.Occurrence.RecurrenceId == id) : expected.FindIndex(one => one.Occurrence.Interval.From >= now);
        if (at < 0)
            return null;
        var byId = allocations.DistinctBy(allocation => allocation.Extras!.RecurrenceId).ToDictionary(allocation => allocation.Extras!.RecurrenceId!);
        return request.ChangesTimes ? OfTimes(series, schedule, expected, at, byId, request) : OfDetails(series, schedule, expected, at, byId, request);
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
        AllocationSeries series, SeriesSchedule schedule, List<(Occurrence Occurrence, SeriesPart Part)> expected, int at, Dictionary<string, Allocation> byId, UpdateSeriesRequest request)
    {
        var (first, old) = expected[at];
        var rule = old.Rule with
        {
            FromLocal = request.FromLocal ?? first.RecurrenceId,
            Duration = request.Duration ?? old.Rule.Duration,
            RRule = request.RRule ?? Recurrence.Rest(old.Rule.RRule, schedule.CountBefore(old, first.RecurrenceId)),
            Exdates = request.Exdates ?? old.Rule.Exdates,
        };
        var part = new SeriesPart(rule, Patched(old.Details, request), request.Units ?? old.Units);
        var next = schedule.Occurrences(part).ToList();
        if (next.Count is 0 or > SeriesRule.MaxOccurrences || schedule.IsTooLong(part))
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
        var plan = new SeriesPlan(request) { Parts = [.. schedule.PartsBefore(series, first.RecurrenceId), part] };
        plan._steps.Add((part, released.ToImmutable(), moved.ToImmutable(), added.ToImmutable()));
        return plan;
    }

    // The times stay: each part from the occurrence on gets the new texts.
    private static SeriesPlan OfDetails(
        AllocationSeries series, SeriesSchedule schedule, List<(Occurrence Occurrence, SeriesPart Part)> expected, int at, Dictionary<string, Allocation> byId, UpdateSeriesRequest request)
    {
        var plan = new SeriesPlan(request);
        var parts = schedule.PartsBefore(series, expected[at].Occurrence.RecurrenceId).ToBuilder();
        foreach (var group in expected.Skip(at).GroupBy(one => one.Part))
        {
            var first = group.First().Occurrence.RecurrenceId;
            var rule = group.Key.Rule with { FromLocal = first, RRule = Recurrence.Rest(group.Key.Rule.RRule, schedule.CountBefore(group.Key, first)) };
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
