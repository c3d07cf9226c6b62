using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;

namespace Inventory.Domain.Resources;

public static class AttendanceDecisions
{
    public static Decision<AttendResult> Attend(this ResourceState state, AttendRequest request, Instant now, Rules rules)
    {
        if (!state.IsA(request.ResourceType)) return new(AttendResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        if (current.Calendar.Find(request.AllocationId) is not { } allocation) return new(AttendResult.NoSuchAllocation);
        // Whose a booking's allocation is, only the booking knows.
        if (allocation.Booking is null && request.RequestedBy?.MaySee(allocation.Owner) == false) return new(AttendResult.NoSuchAllocation);
        if (allocation.Whole is { } whole) return new(AttendResult.PartOf(whole));
        if (allocation.IsHold) return new(AttendResult.NotFirm);
        if (allocation.Stage == AllocationStage.NoShow) return new(AttendResult.NoShow);
        if (!request.IfMatch.Allows(allocation.Version)) return new(AttendResult.PreconditionFailed);
        var (result, change) = request.IsLeaving ? allocation.Leave(now, rules) : allocation.Arrive(now);
        if (result.Allocation is not { } changed || changed == allocation) return new(result);

        changed = changed.Bound() with { Version = current.Version + 1 };
        return new(result with { Allocation = changed }, [.. expired, new ResourceEvent.AllocationUpdated(changed, change)]) { Actor = request.RequestedBy?.Actor };
    }

    private static (AttendResult Result, AllocationChange Change) Arrive(this Allocation allocation, Instant now)
    {
        if (allocation.CheckedIn is null && allocation.CheckIn is { } window && now < window.From) return (AttendResult.TooEarly(window.From), default);
        return (AttendResult.CheckedIn(allocation.CheckedIn is null ? allocation.With(extras => extras with { CheckedIn = now }) : allocation), AllocationChange.CheckedIn);
    }

    private static (AttendResult Result, AllocationChange Change) Leave(this Allocation allocation, Instant now, Rules rules)
    {
        if (allocation.CheckedOut is not null) return (AttendResult.CheckedOut(allocation), default);
        if (allocation.Booking is { } booking) return (AttendResult.PartOf(booking), default);
        if (now <= allocation.Interval.From) return (AttendResult.TooEarly(allocation.Interval.From), default);
        var end = rules.Grid?.Ceiling(now) ?? now;
        var left = allocation.With(extras => extras with { CheckedIn = extras.CheckedIn ?? now, CheckedOut = now });
        return (AttendResult.CheckedOut(end < allocation.Interval.To ? left with { Interval = new(allocation.Interval.From, end) } : left), AllocationChange.CheckedOut);
    }
}
