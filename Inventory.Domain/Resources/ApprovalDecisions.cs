using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>A requested allocation has its time, and loses it if it is declined, or not approved in time.</summary>
public static class ApprovalDecisions
{
    /// <summary>A new allocation, with what the policy wants to happen before and at its time.</summary>
    public static Allocation Under(this Allocation allocation, Policy policy, Caller? caller, Instant now)
    {
        if (policy.CheckIn?.WindowOf(allocation.Interval) is { } window)
            allocation = allocation.With(extras => extras with { CheckIn = window });
        return policy.Approval?.IsNeededFor(allocation.Type) == true ? allocation.Requested(policy.Approval, caller, now) : allocation;
    }

    /// <summary>
    /// A changed allocation. What a customer has moved needs a new approval, and whoever comes at another time checks in then. A missed time stays missed, unless its new time
    /// is approved.
    /// </summary>
    public static Allocation Moved(this Allocation allocation, Allocation before, Policy policy, Caller? caller, Instant now)
    {
        var isSame = (before.Interval, before.Type) == (allocation.Interval, allocation.Type);
        var isRequested = !isSame && caller?.Customer is not null && allocation is { Booking: null, IsRequested: false } && policy.Approval?.IsNeededFor(allocation.Type) == true;
        if (isRequested && allocation.Stage == AllocationStage.NoShow)
            allocation = allocation with { Stage = AllocationStage.None };
        var isElsewhere = before.Interval.From != allocation.Interval.From || before.Stage != allocation.Stage || before.CheckedIn is not null;
        if (isElsewhere && allocation.CheckedIn is null && allocation.Stage != AllocationStage.NoShow)
            allocation = allocation.With(extras => extras with { CheckIn = policy.CheckIn?.WindowOf(allocation.Interval) });
        return isRequested ? allocation.Requested(policy.Approval!, caller, now) : allocation;
    }

    public static Decision<ApproveResult> Approve(this ResourceState state, ApproveRequest request, Instant now)
    {
        if (!state.IsA(request.ResourceType)) return new(ApproveResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        if (current.Idempotency.HasExpired(request.AllocationId, request.RequestedBy, now)) return new(ApproveResult.Expired);
        if (current.Find(request.AllocationId, request.RequestedBy) is not { } allocation) return new(ApproveResult.NoSuchAllocation);
        if (allocation.Whole is { } whole) return new(ApproveResult.PartOf(whole));
        if (!allocation.IsRequested) return new(ApproveResult.AlreadyDecided);
        if (allocation.Extras?.Requester is { } requester && requester == request.RequestedBy?.Actor) return new(ApproveResult.OwnRequest);
        if (!request.IfMatch.Allows(allocation.Version)) return new(ApproveResult.PreconditionFailed);
        var actor = request.RequestedBy?.Actor;
        if (!request.IsApproved)
            return new(ApproveResult.Declined(allocation), [.. expired, new ResourceEvent.Declined(allocation.Id, request.Reason)]) { Actor = actor };

        var approved = allocation with
        {
            Stage = AllocationStage.None,
            Expires = allocation.Stage == AllocationStage.HoldRequested ? allocation.Expires : Instant.PlusInfinity,
            Version = current.Version + 1,
        };
        return new(ApproveResult.Approved(approved), [.. expired, new ResourceEvent.AllocationUpdated(approved, AllocationChange.Approved)]) { Actor = actor };
    }

    private static Allocation Requested(this Allocation allocation, Approval approval, Caller? caller, Instant now)
    {
        var until = now.Plus((long)approval.Within.TotalMicroseconds);
        return allocation.With(extras => extras with { Requester = caller?.Actor }) with
        {
            Stage = allocation.IsHold ? AllocationStage.HoldRequested : AllocationStage.Requested,
            Expires = until < allocation.Expires ? until : allocation.Expires,
        };
    }
}
