using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;

namespace Inventory.Domain.Resources;

/// <summary>A hold or a grant ends by the clock, and so does the time of a customer who does not appear; the events that record it come later.</summary>
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
            var change = due.AtDeadline(state.Version + 1);
            changes.Add(change);
            state = state.Apply(change, now);
        }
        return (state, [.. changes]);
    }

    /// <summary>What callers see: the current version, as the clock has made it.</summary>
    public static ResourceState At(this ResourceState state, Instant now) => state.ExpireHolds(now).State with { Version = state.Version };

    public static Decision<bool> RecordExpiredHolds(this ResourceState state, Instant now) => new(true, state.ExpireHolds(now).Changes);

    private static ResourceEvent AtDeadline(this Allocation due, long version) => due.Stage switch
    {
        AllocationStage.Waiting or AllocationStage.Offered or AllocationStage.Granted => new ResourceEvent.AllocationUpdated(due.Ended(AllocationStage.Lapsed, due.Expires, version), AllocationChange.WaitingLapsed),
        AllocationStage.WaitingDeclined or AllocationStage.Lapsed => new ResourceEvent.WaitingRemoved(due.Id),
        _ when due.IsHold => new ResourceEvent.Expired(due.Id, due.Owner),
        _ => new ResourceEvent.AllocationUpdated(due.Missed(version), AllocationChange.NoShow),
    };

    private static Allocation Missed(this Allocation allocation, long version)
    {
        var window = allocation.CheckIn!;
        var interval = window.ReleasesOnMiss && allocation.Interval.From < window.Until && window.Until < allocation.Interval.To ? new Interval(allocation.Interval.From, window.Until) : allocation.Interval;
        return allocation with { Stage = AllocationStage.NoShow, Interval = interval, Version = version };
    }

    /// <param name="state">Of the resource.</param>
    /// <param name="request">What is confirmed; a grant is accepted by it.</param>
    /// <param name="now">The moment of the decision.</param>
    /// <param name="rules">For a grant: it may need an approval.</param>
    public static Decision<ConfirmResult> Confirm(this ResourceState state, ConfirmRequest request, Instant now, Rules rules)
    {
        if (state.FindAnswer(request.ResourceType, request.Key, now) is { } stored)
            return new(stored.Key == request.Key ? ConfirmResult.Firm(stored.Allocation!) : ConfirmResult.KeyReused);
        if (!state.IsA(request.ResourceType)) return new(ConfirmResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        if (current.Idempotency.HasExpired(request.AllocationId, request.RequestedBy, now)) return new(ConfirmResult.HoldExpired);
        if (current.Find(request.AllocationId, request.RequestedBy) is not { } allocation) return new(ConfirmResult.NoSuchAllocation);
        if (allocation.BookingOtherThan(request.Booking) is { } booking) return new(ConfirmResult.PartOf(booking));
        if (allocation.Whole is { } whole) return new(ConfirmResult.PartOf(whole));
        if (allocation.IsRequested) return new(ConfirmResult.AwaitsApproval);
        if (!allocation.IsHold) return new(ConfirmResult.Firm(allocation));
        if (allocation.Stage == AllocationStage.Offered) return new(ConfirmResult.NoSuchAllocation);

        if (allocation.Stage == AllocationStage.Granted)
        {
            var accepted = allocation.Accepted(request.RequestedBy, expires: Instant.PlusInfinity, current.Version + 1, now, rules);
            return new(ConfirmResult.Firm(accepted), [.. expired, new ResourceEvent.AllocationUpdated(accepted, AllocationChange.WaitingAccepted)]) { Key = request.Key, Actor = request.RequestedBy?.Actor };
        }
        var confirmed = allocation with { Expires = Instant.PlusInfinity, Version = current.Version + 1 };
        return new(ConfirmResult.Firm(confirmed), [.. expired, new ResourceEvent.Confirmed(confirmed)]) { Key = request.Key, Actor = request.RequestedBy?.Actor };
    }
}
