using Inventory.Domain.Allocations;
using Inventory.Domain.Time;

namespace Inventory.Domain.Resources;

/// <summary>What a resource decides about holds. A hold is over when the clock says so; the change that says it too comes later.</summary>
public static class HoldDecisions
{
    /// <summary>The resource without the holds that are over, and the changes that say so.</summary>
    public static (ResourceState State, ResourceEvent[] Changes) ExpireHolds(this ResourceState state, Instant now)
    {
        if (state.Calendar.NextToExpire?.IsOver(now) != true)
            return (state, []);
        var changes = new List<ResourceEvent>();
        while (state.Calendar.NextToExpire is { } hold && hold.IsOver(now))
        {
            var change = new ResourceEvent.Expired(hold.Id, hold.Owner);
            changes.Add(change);
            state = state.Apply(change, now);
        }
        return (state, [.. changes]);
    }

    /// <summary>What there is to see: the resource as it is, without the holds that are over.</summary>
    public static ResourceState At(this ResourceState state, Instant now) => state.ExpireHolds(now).State with { Version = state.Version };

    /// <summary>Writes down which holds are over.</summary>
    public static Decision<bool> RecordExpiredHolds(this ResourceState state, Instant now) => new(true, state.ExpireHolds(now).Changes);

    public static Decision<ConfirmResult> Confirm(this ResourceState state, ConfirmRequest request, Instant now)
    {
        if (!state.IsA(request.ResourceType)) return new(ConfirmResult.NoSuchResource);
        if (state.Idempotency.Find(request.Key, now) is { } kept)
            return new(kept.Key == request.Key ? ConfirmResult.Firm(kept.Allocation) : ConfirmResult.KeyReused);
        var (current, lapses) = state.ExpireHolds(now);
        if (current.Idempotency.HasExpired(request.AllocationId, request.RequestedBy, now)) return new(ConfirmResult.HoldExpired);
        if (current.Find(request.AllocationId, request.RequestedBy) is not { } allocation) return new(ConfirmResult.NoSuchAllocation);
        if (!allocation.IsHold) return new(ConfirmResult.Firm(allocation));

        var confirmed = allocation with { Expires = Instant.PlusInfinity, Version = current.Version + 1 };
        return new(ConfirmResult.Firm(confirmed), [.. lapses, new ResourceEvent.Confirmed(confirmed)]) { Key = request.Key, Actor = request.RequestedBy?.Actor };
    }
}
