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
        var moved = request.Moved.Select(move => (Before: current.Calendar.Find(move.Allocation), move)).Where(one => one.Before?.Series == request.Series && (one.move.From ?? one.Before?.Interval) == one.Before?.Interval)
            .Select(one => (one.Before, one.move.To)).ToList();
        var others = released.Cast<ResourceEvent.Released>().Aggregate(current, static (rest, change) => rest.Without(change.AllocationId));
        // What stays where it is may be in the way of others: if that is allowed, one moves after the other. If not, all move at once.
        moved = Order(moved);
        var isApart = moved.Count == 0 && rules.Policy.Turnaround is null && state.Parts.All(static part => part.Turnaround is null) && AreApart(request.Added);
        var judge = new OccurrenceJudge(isApart, request.SkipsConflicts ? others : moved.Aggregate(others, static (rest, move) => rest.Without(move.Before!.Id)), request, now, limits, rules, UnitsOf(state, request));
        var after = moved.Select(move => judge.Place(move.To, move.Before)).OfType<Allocation>().ToList();
        var added = request.Added.Select(occurrence => judge.Place(occurrence, before: null)).OfType<Allocation>().ToList();
        if (!request.SkipsConflicts && judge.Conflicts.Count == 0)
            after = after.InOrder(others.Calendar, judge.Conflicts, limits);
        if (judge.Conflicts.Count > 0 && !request.SkipsConflicts) return new(ChangeSeriesResult.Refused(judge.Conflicts.OrderBy(conflict => conflict.RecurrenceId, StringComparer.Ordinal)));

        ResourceEvent[] changes = [.. expired, .. released, .. after.Select(a => new ResourceEvent.AllocationUpdated(a)), .. added.Select(a => new ResourceEvent.Allocated(a))];
        changes = Numbered(changes, state.Version);
        var made = changes.Select(AllocationOf).OfType<Allocation>().OrderBy(allocation => allocation.Interval.From).ToImmutableArray();
        return new(new(ChangeSeriesStatus.Changed) { Allocations = made, Conflicts = [.. judge.Conflicts.OrderBy(conflict => conflict.RecurrenceId, StringComparer.Ordinal)] }, changes) { Actor = request.RequestedBy?.Actor };
    }

    private static int UnitsOf(ResourceState state, ChangeSeriesRequest request) => state.Resource!.Units > 0 ? Math.Max(1, request.Units) : 0;

    // Those that go later begin with the last, those that go earlier with the first: so none meets another on the way, for all keep their order.
    private static List<(Allocation? Before, Occurrence To)> Order(List<(Allocation? Before, Occurrence To)> moved)
    {
        var byDirection = moved.ToLookup(move => move.To.Interval.From > move.Before!.Interval.From);
        return [.. byDirection[true].Reverse(), .. byDirection[false]];
    }

    // In the order of a rule.
    private static bool AreApart(ImmutableArray<Occurrence> occurrences)
    {
        for (var i = 1; i < occurrences.Length; i++)
            if (occurrences[i].Interval.From < occurrences[i - 1].Interval.To)
                return false;
        return true;
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
    private sealed class OccurrenceJudge(bool isApart, ResourceState others, ChangeSeriesRequest request, Instant now, Limits limits, Rules rules, int units)
    {
        // Without those that have yet to be placed, or with them where they are now. If none can be in the way of another one, those that are placed need not be added.
        private ResourceState _others = others;

        public List<OccurrenceConflict> Conflicts { get; } = [];

        public Allocation? Place(Occurrence occurrence, Allocation? before)
        {
            var rest = before is not null && _others.Calendar.Find(before.Id) is not null ? _others.Without(before.Id) : _others;
            var placed = before is null ? request.New(occurrence, units, rules, now) : request.Changed(before, occurrence, units, rules, now);
            var isSame = before is not null && (before.Interval, before.Type, before.Units) == (placed.Interval, placed.Type, placed.Units);
            var wanted = new Wanted(placed.Interval, placed.Type)
            {
                Overrides = request.KeepsDetails ? placed.Overrides : request.Overrides, Units = placed.Units, KeepsStart = before?.Interval.From == placed.Interval.From,
            };
            var judgement = isSame ? Judgement.Allowed : rules.Judge(rest.Calendar, wanted, now, limits, rest.Parts);
            if (judgement.IsAllowed)
            {
                if (!isApart)
                    _others = rest with { Calendar = rest.Calendar.Add(placed), Parts = [.. rest.Parts.Select(part => part.With(placed, rest.Resource!.Id))] };
                return placed;
            }
            Conflicts.Add(new(occurrence.RecurrenceId, judgement));
            return null;
        }
    }

    private static Allocation New(this ChangeSeriesRequest request, Occurrence occurrence, int units, Rules rules, Instant now) =>
        new Allocation(request.Details, occurrence.Id!.Value, occurrence.Interval, created: now, version: 0)
        {
            Owner = request.Customer ?? request.RequestedBy?.Customer,
            Overrides = request.Overrides,
            Units = units,
            Extras = new() { Series = request.Series, RecurrenceId = occurrence.RecurrenceId },
            Expires = request.Hold is { } hold ? now.Plus((long)hold.TotalMicroseconds) : Instant.PlusInfinity,
        }.Under(rules.Policy, request.RequestedBy, now);

    private static Allocation Changed(this ChangeSeriesRequest request, Allocation before, Occurrence occurrence, int units, Rules rules, Instant now) =>
        (request.KeepsDetails ? before with { Interval = occurrence.Interval } : before with
        {
            Type = request.Details.Type,
            Description = request.Details.Description,
            Reference = request.Details.Reference,
            Dump = request.Details.Dump,
            Interval = occurrence.Interval,
            Units = units,
        }).With(extras => extras with { RecurrenceId = occurrence.RecurrenceId }).Moved(before, rules.Policy, request.RequestedBy, now);
}
