using Inventory.Domain.Allocations;

namespace Inventory.Domain.Resources;

/// <summary>A hold ends by the clock, and so does the time of a customer who does not appear; the events that record it come later.</summary>
public static class HoldDecisions
{
    /// <summary>The state as the clock has made it, and the events that record that.</summary>
    public static (ResourceState State, ResourceEvent[] Changes) ExpireHolds(this ResourceState state, Instant now)
    {
        if (state.Calendar.NextDue?.IsOver(now) != true)
            return (state, []);
        var changes = new List<ResourceEvent>();
        while (state.Calendar.NextDue is { } due && due.IsOver(now))
        {
            ResourceEvent change = due.IsHold ? new ResourceEvent.Expired(due.Id, due.Owner) : new ResourceEvent.AllocationUpdated(due.Missed(state.Version + 1), AllocationChange.NoShow);
            changes.Add(change);
            state = state.Apply(change, now);
        }
        return (state, [.. changes]);
    }

    /// <summary>What callers see: the current version, as the clock has made it.</summary>
    public static ResourceState At(this ResourceState state, Instant now) => state.ExpireHolds(now).State with { Version = state.Version };

    public static Decision<bool> RecordExpiredHolds(this ResourceState state, Instant now) => new(true, state.ExpireHolds(now).Changes);

    private static Allocation Missed(this Allocation allocation, long version)
    {
        var window = allocation.CheckIn!;
        var interval = window.ReleasesOnMiss && window.Until < allocation.Interval.To ? new Interval(allocation.Interval.From, window.Until) : allocation.Interval;
        return allocation with { Stage = AllocationStage.NoShow, Interval = interval, Version = version };
    }

    public static Decision<ConfirmResult> Confirm(this ResourceState state, ConfirmRequest request, Instant now)
    {
        if (state.FindAnswer(request.ResourceType, request.Key, now) is { } stored)
            return new(stored.Key == request.Key ? ConfirmResult.Firm(stored.Allocation!) : ConfirmResult.KeyReused);
        if (!state.IsA(request.ResourceType)) return new(ConfirmResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        if (current.Idempotency.HasExpired(request.AllocationId, request.RequestedBy, now)) return new(ConfirmResult.HoldExpired);
        if (current.Find(request.AllocationId, request.RequestedBy) is not { } allocation) return new(ConfirmResult.NoSuchAllocation);
        if (allocation.BookingOtherThan(request.Booking) is { } booking) return new(ConfirmResult.PartOf(booking));
        if (allocation.IsRequested) return new(ConfirmResult.AwaitsApproval);
        if (!allocation.IsHold) return new(ConfirmResult.Firm(allocation));

        var confirmed = allocation with { Expires = Instant.PlusInfinity, Version = current.Version + 1 };
        return new(ConfirmResult.Firm(confirmed), [.. expired, new ResourceEvent.Confirmed(confirmed)]) { Key = request.Key, Actor = request.RequestedBy?.Actor };
    }
}
