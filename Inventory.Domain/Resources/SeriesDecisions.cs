using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;
using Inventory.Domain.Series;

namespace Inventory.Domain.Resources;

public static class SeriesDecisions
{
    /// <summary>Each occurrence is judged beside all others that there will be. What is released goes first, and what is new comes last.</summary>
    public static Decision<ChangeSeriesResult> ChangeSeries(this ResourceState state, ChangeSeriesRequest request, Instant now, Limits limits, Rules rules)
    {
        if (!state.IsA(request.ResourceType)) return new(ChangeSeriesResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        var released = request.Released.Where(id => current.Calendar.Find(id)?.Series == request.Series).Select(id => (ResourceEvent)new ResourceEvent.Released(id)).ToList();
        var moved = request.Moved.Select(move => (Before: current.Calendar.Find(move.Allocation), move.To)).Where(move => move.Before?.Series == request.Series).ToList();
        var others = released.Cast<ResourceEvent.Released>().Select(change => change.AllocationId).Concat(moved.Select(move => move.Before!.Id)).Aggregate(current, static (rest, id) => rest.Without(id));

        var judge = new OccurrenceJudge(others, request, now, limits, rules, UnitsOf(state, request));
        var after = moved.Select(move => judge.Place(move.To, move.Before)).OfType<Allocation>().ToList();
        var added = request.Added.Select(occurrence => judge.Place(occurrence, before: null)).OfType<Allocation>().ToList();
        if (judge.Conflicts.Count > 0 && !request.SkipsConflicts) return new(ChangeSeriesResult.Refused(judge.Conflicts));

        ResourceEvent[] changes = [.. expired, .. released, .. Order(after, current.Calendar).Select(a => new ResourceEvent.AllocationUpdated(a)), .. added.Select(a => new ResourceEvent.Allocated(a))];
        changes = Numbered(changes, state.Version);
        var made = changes.Select(AllocationOf).OfType<Allocation>().OrderBy(allocation => allocation.Interval.From).ToImmutableArray();
        return new(new(ChangeSeriesStatus.Changed) { Allocations = made, Conflicts = [.. judge.Conflicts] }, changes) { Actor = request.RequestedBy?.Actor };
    }

    private static int UnitsOf(ResourceState state, ChangeSeriesRequest request) => state.Resource!.Units > 0 ? Math.Max(1, request.Units) : 0;

    // Those that go later begin with the last, those that go earlier with the first: so none meets another on the way, for all keep their order.
    private static IEnumerable<Allocation> Order(List<Allocation> moved, Calendar before)
    {
        var later = moved.Where(allocation => allocation.Interval.From > before.Find(allocation.Id)!.Interval.From).Reverse().ToList();
        return [.. later, .. moved.Except(later)];
    }

    private static ResourceEvent[] Numbered(ResourceEvent[] changes, long version)
    {
        for (var i = 0; i < changes.Length; i++)
        {
            var next = version + i + 1;
            changes[i] = changes[i] switch
            {
                ResourceEvent.Allocated { Allocation: var made } => new ResourceEvent.Allocated(made with { Version = next }),
                ResourceEvent.AllocationUpdated { Change: AllocationChange.Updated, Allocation: var made } => new ResourceEvent.AllocationUpdated(made with { Version = next }),
                var other => other,
            };
        }
        return changes;
    }

    private static Allocation? AllocationOf(ResourceEvent change) => change switch
    {
        ResourceEvent.Allocated made => made.Allocation,
        ResourceEvent.AllocationUpdated { Change: AllocationChange.Updated } made => made.Allocation,
        _ => null,
    };

    /// <summary>Places one occurrence after the other, and remembers those that find no place.</summary>
    private sealed class OccurrenceJudge(ResourceState others, ChangeSeriesRequest request, Instant now, Limits limits, Rules rules, int units)
    {
        private ResourceState _others = others;

        public List<OccurrenceConflict> Conflicts { get; } = [];

        public Allocation? Place(Occurrence occurrence, Allocation? before)
        {
            var isSame = before is not null && (before.Interval, before.Type, before.Units) == (occurrence.Interval, request.Details.Type, units);
            var wanted = new Wanted(occurrence.Interval, request.Details.Type) { Overrides = request.Overrides, Units = units, KeepsStart = before?.Interval.From == occurrence.Interval.From };
            var judgement = isSame ? Judgement.Allowed : rules.Judge(_others.Calendar, wanted, now, limits, _others.Parts);
            if (!judgement.IsAllowed)
            {
                Conflicts.Add(new(occurrence.RecurrenceId, judgement));
                return null;
            }
            var placed = before is null ? New(occurrence) : Changed(before, occurrence);
            _others = _others with { Calendar = _others.Calendar.Add(placed), Parts = [.. _others.Parts.Select(part => part.With(placed, _others.Resource!.Id))] };
            return placed;
        }

        private Allocation New(Occurrence occurrence) => new Allocation(request.Details, occurrence.Id!.Value, occurrence.Interval, created: now, version: 0)
        {
            Owner = request.Customer ?? request.RequestedBy?.Customer,
            Overrides = request.Overrides,
            Units = units,
            Extras = new() { Series = request.Series, RecurrenceId = occurrence.RecurrenceId },
            Expires = request.Hold is { } hold ? now.Plus((long)hold.TotalMicroseconds) : Instant.PlusInfinity,
        }.Under(rules.Policy, request.RequestedBy, now);

        private Allocation Changed(Allocation before, Occurrence occurrence) => (before with
        {
            Type = request.Details.Type,
            Description = request.Details.Description,
            Reference = request.Details.Reference,
            Dump = request.Details.Dump,
            Interval = occurrence.Interval,
            Units = units,
        }).With(extras => extras with { RecurrenceId = occurrence.RecurrenceId }).Moved(before, rules.Policy, request.RequestedBy, now);
    }
}
