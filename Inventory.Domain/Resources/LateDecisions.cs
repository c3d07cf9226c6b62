using System.Text.Json;
using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Availability;
using Inventory.Domain.Policies;

namespace Inventory.Domain.Resources;

/// <summary>Late-bound allocations move between equal resources until the resource of each is chosen.</summary>
public static class LateDecisions
{
    /// <summary>The same attributes and rules: neither has parts, is one, or is a pool.</summary>
    public static bool IsEqualTo(this Resource resource, Resource other) =>
        resource.Type == other.Type && HasSameJson(resource.Attributes, other.Attributes) && HasSameJson(resource.Policy, other.Policy) && resource is { Units: 0, IsWhole: false } && other is { Units: 0, IsWhole: false };

    public static Decision<BindResult> Bind(this ResourceState state, BindRequest request, Instant now)
    {
        if (!state.IsA(request.ResourceType)) return new(BindResult.NoSuchAllocation);
        var (current, expired) = state.ExpireHolds(now);
        if (current.Find(request.AllocationId, request.RequestedBy) is not { } allocation || allocation.Extras is null or { Binding: LateBinding.None }) return new(BindResult.NoSuchAllocation);
        if (!request.IfMatch.Allows(allocation.Version)) return new(BindResult.PreconditionFailed);
        if (request.Resource is { } named && named != state.Resource!.Id) return new(!allocation.IsLate ? BindResult.BoundElsewhere : allocation.IsRequested ? BindResult.AwaitsApproval : BindResult.StandsElsewhere);
        if (!allocation.IsLate) return new(BindResult.Bound(allocation));

        var bound = allocation.Bound() with { Version = current.Version + 1 };
        return new(BindResult.Bound(bound), [.. expired, new ResourceEvent.AllocationUpdated(bound, AllocationChange.Bound)]) { Actor = request.RequestedBy?.Actor };
    }

    /// <summary>The time in which a move could matter to the wanted one: late-bound times that touch it, or touch each other.</summary>
    public static Interval ReachOfLate(this IReadOnlyCollection<ResourceState> states, Interval wanted, Turnaround? turnaround, Instant now)
    {
        var pad = PadOf(turnaround, type: null);
        for (var reach = wanted; ;)
        {
            var around = new Interval(reach.From.Plus(-pad), reach.To.Plus(pad));
            var next = states.SelectMany(state => state.Calendar.Overlapping(around)).Where(allocation => allocation.MayChangeResource(now)).Select(allocation => allocation.Interval).Append(reach)
                .Aggregate(reach, static (all, time) => new(time.From < all.From ? time.From : all.From, time.To > all.To ? time.To : all.To));
            if (next == reach)
                return around;
            reach = next;
        }
    }

    /// <summary>What a resource has there, for a plan that moves late-bound times.</summary>
    /// <param name="state">As the clock has made it.</param>
    /// <param name="reach">Where.</param>
    /// <param name="turnaround">Each time is followed by the longest.</param>
    /// <param name="now">What has begun does not move.</param>
    /// <param name="apartFrom">The allocation that the plan is for.</param>
    public static LateCalendar ToLateCalendar(this ResourceState state, Interval reach, Turnaround? turnaround, Instant now, Guid apartFrom)
    {
        var others = state.Calendar.Overlapping(reach).Where(allocation => allocation.Id != apartFrom).ToLookup(allocation => allocation.MayChangeResource(now));
        return new(state.Resource!.Id, [.. others[false].Select(allocation => Padded(allocation.Interval, allocation.Type, turnaround))],
            [.. others[true].Select(allocation => new LateTime(allocation.Id, Padded(allocation.Interval, allocation.Type, turnaround)))]);
    }

    public static Interval Padded(Interval time, string type, Turnaround? turnaround) => new(time.From, time.To.Plus(PadOf(turnaround, type)));

    /// <summary>What moves changes on one of the resources: first they leave, then they come.</summary>
    /// <param name="state">Of the resource.</param>
    /// <param name="moves">Of all resources.</param>
    /// <param name="find">An allocation that moves, as it was.</param>
    /// <param name="rules">Of the resource.</param>
    /// <param name="now">The moment of the decision.</param>
    /// <returns><c>null</c> if the rules do not allow it.</returns>
    public static (ResourceState State, ImmutableArray<ResourceEvent> Changes)? Move(this ResourceState state, IReadOnlyCollection<LateMove> moves, Func<Guid, Allocation> find, Rules rules, Instant now)
    {
        var id = state.Resource!.Id;
        var (current, expired) = state.ExpireHolds(now);
        var changes = expired.ToImmutableArray().ToBuilder();
        foreach (var move in moves.Where(move => move.From == id))
            Add(new ResourceEvent.MovedAway(move.Allocation, move.To));
        foreach (var move in moves.Where(move => move.To == id))
        {
            var moved = find(move.Allocation).With(extras => extras with { MovedFrom = move.From }) with { Version = current.Version + 1 };
            if (!rules.Allows(current.Calendar, new(moved.Interval, moved.Type) { Overrides = moved.Overrides, KeepsStart = true }, now))
                return null;
            Add(new ResourceEvent.AllocationUpdated(moved, AllocationChange.MovedHere));
        }
        return (current, changes.ToImmutable());

        void Add(ResourceEvent change)
        {
            changes.Add(change);
            current = current.Apply(change, now);
        }
    }

    private static long PadOf(Turnaround? turnaround, string? type) => (long)(turnaround?.Needed(type, null) ?? TimeSpan.Zero).TotalMicroseconds;

    private static bool HasSameJson(ImmutableArray<byte> one, ImmutableArray<byte> other)
    {
        if (one.AsSpan().SequenceEqual(other.AsSpan()))
            return true;
        using var first = JsonDocument.Parse(one.IsDefaultOrEmpty ? "{}"u8.ToArray() : one.AsMemory());
        using var second = JsonDocument.Parse(other.IsDefaultOrEmpty ? "{}"u8.ToArray() : other.AsMemory());
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}
