using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>Expects valid requests. A refusal names limited numbers of conflicts and alternatives.</summary>
public static class AllocationDecisions
{
    public static Decision<AllocateResult> Allocate(this ResourceState state, AllocateRequest request, Guid id, Instant now, Limits limits)
    {
        if (state.FindAnswer(request.ResourceType, request.Key, now) is { } stored)
            return new(stored.Key == request.Key ? AllocateResult.Allocated(stored.Allocation) : AllocateResult.KeyReused);
        if (!state.IsA(request.ResourceType)) return new(AllocateResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        var conflicts = current.Calendar.Conflicts(request.Interval, limits.Conflicts);
        if (conflicts.Count > 0) return new(AllocateResult.Overlap(conflicts, Alternatives.Nearest(current.Calendar, request.Interval, now, limits.Alternatives)));

        var allocation = new Allocation(request.Details, id, request.Interval, created: now, current.Version + 1)
        {
            Owner = request.Customer ?? request.RequestedBy?.Customer,
            Booking = request.Booking,
            Expires = request.Hold is { } hold ? new(now.Microseconds + (long)hold.TotalMicroseconds) : Instant.PlusInfinity,
        };
        return new(AllocateResult.Allocated(allocation), [.. expired, new ResourceEvent.Allocated(allocation)]) { Key = request.Key, Actor = request.RequestedBy?.Actor };
    }

    /// <summary>What the request would be answered now, if the allocation <paramref name="apartFrom"/> were not there. Changes nothing.</summary>
    public static AllocateResult Preview(this ResourceState state, AllocateRequest request, Guid? apartFrom, Instant now, Limits limits) =>
        (apartFrom is { } id && state.Calendar.Find(id) is not null ? state with { Calendar = state.Calendar.Remove(id) } : state).Allocate(request with { Key = null }, Guid.Empty, now, limits).Answer;

    /// <summary>Moves, extends, shortens or edits: all of it or nothing.</summary>
    public static Decision<UpdateAllocationResult> Update(this ResourceState state, UpdateAllocationRequest request, Instant now, Limits limits)
    {
        if (!state.IsA(request.ResourceType)) return new(UpdateAllocationResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        if (current.Find(request.AllocationId, request.RequestedBy) is not { } allocation) return new(UpdateAllocationResult.NoSuchAllocation);
        if (allocation.BookingOtherThan(request.Booking) is { } booking) return new(UpdateAllocationResult.PartOf(booking));
        if (!request.IfMatch.Allows(allocation.Version)) return new(UpdateAllocationResult.PreconditionFailed);

        var (from, to) = (request.From ?? allocation.Interval.From, request.To ?? allocation.Interval.To);
        if ((request.NeedsFiniteFrom && !from.IsFinite) || (request.NeedsFiniteTo && !to.IsFinite)) return new(UpdateAllocationResult.BoundMissing);
        if (from >= to) return new(UpdateAllocationResult.EmptyInterval);
        var updated = request.Details.ApplyTo(allocation) with { Interval = new(from, to) };
        if (updated.Dump.AsSpan().Length > Limits.JsonBytes) return new(UpdateAllocationResult.DumpTooLong);
        var others = current.Calendar.Remove(allocation.Id);
        var conflicts = others.Conflicts(updated.Interval, limits.Conflicts);
        if (conflicts.Count > 0) return new(UpdateAllocationResult.Overlap(conflicts, Alternatives.Nearest(others, updated.Interval, now, limits.Alternatives)));

        if (updated == allocation) return new(UpdateAllocationResult.Updated(allocation));
        updated = updated with { Version = current.Version + 1 };
        return new(UpdateAllocationResult.Updated(updated), [.. expired, new ResourceEvent.AllocationUpdated(updated)]) { Actor = request.RequestedBy?.Actor };
    }

    public static Decision<ReleaseResult> Release(this ResourceState state, ReleaseRequest request, Instant now)
    {
        if (!state.IsA(request.ResourceType)) return new(ReleaseResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        if (current.Find(request.AllocationId, request.RequestedBy) is not { } allocation) return new(ReleaseResult.NoSuchAllocation);
        if (allocation.BookingOtherThan(request.Booking) is { } booking) return new(ReleaseResult.PartOf(booking));
        if (!request.IfMatch.Allows(allocation.Version)) return new(ReleaseResult.PreconditionFailed);

        return new(ReleaseResult.Released, [.. expired, new ResourceEvent.Released(allocation.Id)]) { Actor = request.RequestedBy?.Actor };
    }
}
