using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>Expects valid requests. A refusal names limited numbers of conflicts and alternatives.</summary>
public static class AllocationDecisions
{
    public static Decision<AllocateResult> Allocate(this ResourceState state, AllocateRequest request, Guid id, Instant now, Limits limits, Rules rules)
    {
        if (state.FindAnswer(request.ResourceType, request.Key, now) is { } stored)
            return new(stored.Key == request.Key ? AllocateResult.Allocated(stored.Allocation!) : AllocateResult.KeyReused);
        if (!state.IsA(request.ResourceType)) return new(AllocateResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        var units = state.Resource!.Units > 0 ? Math.Max(1, request.Units) : 0;
        var judgement = rules.Judge(current.Calendar, new(request.Interval, request.Details.Type) { Overrides = request.Overrides, Units = units }, now, limits, current.Parts);
        if (!judgement.IsAllowed) return new(AllocateResult.Refused(judgement));
        if (request is { Booking: not null, Hold: null } && rules.Policy.Approval?.IsNeededFor(request.Details.Type) == true) return new(AllocateResult.Refused(Judgement.NeedsApproval));

        var allocation = new Allocation(request.Details, id, request.Interval, created: now, current.Version + 1)
        {
            Owner = request.Customer ?? request.RequestedBy?.Customer,
            Booking = request.Booking,
            Overrides = request.Overrides,
            Units = units,
            Expires = request.Hold is { } hold ? now.Plus((long)hold.TotalMicroseconds) : Instant.PlusInfinity,
        };
        if (request.IsLate)
            allocation = allocation.With(extras => extras with { Binding = LateBinding.Late });
        allocation = allocation.Under(rules.Policy, request.RequestedBy, now);
        return new(AllocateResult.Allocated(allocation), [.. expired, new ResourceEvent.Allocated(allocation)]) { Key = request.Key, Actor = request.RequestedBy?.Actor };
    }

    /// <summary>What the request would be answered now, if the allocation <paramref name="apartFrom"/> were not there. Changes nothing.</summary>
    public static AllocateResult Preview(this ResourceState state, AllocateRequest request, Guid? apartFrom, Instant now, Limits limits, Rules rules) =>
        (apartFrom is { } id && state.Calendar.Find(id) is not null ? state.Without(id) : state).Allocate(request with { Key = null }, Guid.Empty, now, limits, rules).Answer;

    /// <summary>Moves, extends, shortens or edits: all of it or nothing.</summary>
    public static Decision<UpdateAllocationResult> Update(this ResourceState state, UpdateAllocationRequest request, Instant now, Limits limits, Rules rules)
    {
        if (!state.IsA(request.ResourceType)) return new(UpdateAllocationResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        var (refused, before, after) = current.Patch(request);
        if (refused is not null) return new(refused);
        var (allocation, updated) = (before!, after!);
        if (updated == allocation) return new(UpdateAllocationResult.Updated(allocation));
        if (current.Judge(request, allocation, updated, now, limits, rules) is { IsAllowed: false } refusal) return new(UpdateAllocationResult.Refused(refusal));

        updated = (updated.Bound() with { Version = current.Version + 1 }).Moved(allocation, rules.Policy, request.RequestedBy, now);
        return new(UpdateAllocationResult.Updated(updated), [.. expired, new ResourceEvent.AllocationUpdated(updated)]) { Actor = request.RequestedBy?.Actor };
    }

    /// <summary>What the request makes of the allocation, before rules and other allocations are asked.</summary>
    internal static (UpdateAllocationResult? Refusal, Allocation? Before, Allocation? After) Patch(this ResourceState state, UpdateAllocationRequest request)
    {
        if (state.Find(request.AllocationId, request.RequestedBy) is not { } allocation) return Refuse(UpdateAllocationResult.NoSuchAllocation);
        if (allocation.BookingOtherThan(request.Booking) is { } booking) return Refuse(UpdateAllocationResult.PartOf(booking));
        if (allocation.Whole is { } whole) return Refuse(UpdateAllocationResult.PartOf(whole));
        if (!request.IfMatch.Allows(allocation.Version)) return Refuse(UpdateAllocationResult.PreconditionFailed);

        var (from, to) = (request.From ?? allocation.Interval.From, request.To ?? allocation.Interval.To);
        if ((request.NeedsFiniteFrom && !from.IsFinite) || (request.NeedsFiniteTo && !to.IsFinite)) return Refuse(UpdateAllocationResult.BoundMissing);
        if (from >= to) return Refuse(UpdateAllocationResult.EmptyInterval);
        var updated = request.Details.ApplyTo(allocation) with { Interval = new(from, to), Units = allocation.Units > 0 ? request.Units ?? allocation.Units : 0 };
        // What was set aside for the old time is not for a new one.
        updated = updated with { Overrides = updated.Interval == allocation.Interval ? allocation.Overrides | request.Overrides : request.Overrides };
        return updated.Dump.AsSpan().Length > Limits.JsonBytes ? Refuse(UpdateAllocationResult.DumpTooLong) : (null, allocation, updated);

        static (UpdateAllocationResult?, Allocation?, Allocation?) Refuse(UpdateAllocationResult refusal) => (refusal, null, null);
    }

    // A text may change, whatever the rules are now, and a booking gives time back.
    private static Judgement Judge(this ResourceState state, UpdateAllocationRequest request, Allocation before, Allocation after, Instant now, Limits limits, Rules rules)
    {
        if ((before.Interval, before.Type, before.Units) == (after.Interval, after.Type, after.Units)) return Judgement.Allowed;
        if (request.Booking is not null && after.Interval.Cut(before.Interval) == after.Interval) return Judgement.Allowed;
        if (request.Booking is not null && rules.Policy.Approval?.IsNeededFor(after.Type) == true) return Judgement.NeedsApproval;
        var (others, time) = (state.Without(before.Id), request.JudgedAs ?? after.Interval);
        var wanted = new Wanted(time, after.Type) { Overrides = after.Overrides, Units = after.Units, KeepsStart = before.Interval.From == time.From };
        var judgement = rules.Judge(others.Calendar, wanted, now, limits, others.Parts);
        return judgement.IsAllowed && time != after.Interval
            ? Rules.None.Judge(others.Calendar, wanted with { Interval = after.Interval }, now, limits, [.. others.Parts.Select(part => part with { Turnaround = null })])
            : judgement;
    }

    public static Decision<ReleaseResult> Release(this ResourceState state, ReleaseRequest request, Instant now)
    {
        if (!state.IsA(request.ResourceType)) return new(ReleaseResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        if (current.Find(request.AllocationId, request.RequestedBy) is not { } allocation) return new(ReleaseResult.NoSuchAllocation);
        if (allocation.BookingOtherThan(request.Booking) is { } booking) return new(ReleaseResult.PartOf(booking));
        if (allocation.Whole is { } whole) return new(ReleaseResult.PartOf(whole));
        if (!request.IfMatch.Allows(allocation.Version)) return new(ReleaseResult.PreconditionFailed);

        // Whoever was waiting for it has read the entry, and finds there what became of it.
        ResourceEvent change = allocation.Stage == AllocationStage.Granted
            ? new ResourceEvent.AllocationUpdated(allocation.Ended(AllocationStage.WaitingDeclined, now, current.Version + 1), AllocationChange.WaitingDeclined)
            : new ResourceEvent.Released(allocation.Id);
        return new(ReleaseResult.ReleasedOf(allocation.Owner), [.. expired, change]) { Actor = request.RequestedBy?.Actor };
    }
}
