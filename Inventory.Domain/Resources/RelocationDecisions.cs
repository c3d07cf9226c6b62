using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>An allocation goes to another resource of its type, with its id: the one loses it and the other one gets it in the same commit.</summary>
public static class RelocationDecisions
{
    /// <summary>On the resource that it leaves.</summary>
    /// <param name="state">Of the resource.</param>
    /// <param name="request">What else changes.</param>
    /// <param name="to">The other resource.</param>
    /// <param name="now">The moment of the decision.</param>
    /// <returns>The allocation before and after, or an answer without changes.</returns>
    public static (Decision<UpdateAllocationResult> Decision, Allocation? Before, Allocation? After) Leave(this ResourceState state, UpdateAllocationRequest request, Guid to, Instant now)
    {
        if (!state.IsA(request.ResourceType)) return Refuse(UpdateAllocationResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        var (refusal, before, after) = current.Patch(request);
        if (refusal is not null) return Refuse(refusal);
        if (before!.Stage != AllocationStage.None || state.Resource!.IsWhole) return Refuse(UpdateAllocationResult.Stays);
        return (new(UpdateAllocationResult.Updated(after!), [.. expired, new ResourceEvent.MovedAway(before.Id, to)]) { Actor = request.RequestedBy?.Actor }, before, after);

        static (Decision<UpdateAllocationResult>, Allocation?, Allocation?) Refuse(UpdateAllocationResult refusal) => (new(refusal), null, null);
    }

    /// <summary>On the resource that it comes to. What a customer brings where an approval is needed, is refused: it would be a new request.</summary>
    /// <param name="state">Of the resource.</param>
    /// <param name="request">As for the other one.</param>
    /// <param name="from">The other resource.</param>
    /// <param name="before">As it was there.</param>
    /// <param name="after">As it would be here.</param>
    /// <param name="now">The moment of the decision.</param>
    /// <param name="limits">Of a refusal.</param>
    /// <param name="rules">Of the resource.</param>
    public static Decision<UpdateAllocationResult> Arrive(
        this ResourceState state, UpdateAllocationRequest request, Guid from, Allocation before, Allocation after, Instant now, Limits limits, Rules rules)
    {
        if (!state.IsA(request.ResourceType)) return new(UpdateAllocationResult.NoSuchTarget);
        if (state.Resource!.IsWhole) return new(UpdateAllocationResult.Stays);
        var (current, expired) = state.ExpireHolds(now);
        var wanted = new Wanted(after.Interval, after.Type) { Overrides = after.Overrides, Units = after.Units, KeepsStart = before.Interval.From == after.Interval.From };
        var judgement = rules.Judge(current.Calendar, wanted, now, limits, current.Parts);
        if (judgement.IsAllowed && request.RequestedBy?.Customer is not null && rules.Policy.Approval?.IsNeededFor(after.Type) == true)
            judgement = Judgement.NeedsApproval;
        if (!judgement.IsAllowed) return new(UpdateAllocationResult.Refused(judgement));

        // It leaves its series. As one that was bound late, it is found by its id wherever it stands.
        var arrived = after.With(extras => extras with { Series = null, RecurrenceId = null, Binding = LateBinding.Bound, MovedFrom = from, CheckIn = after.CheckedIn is null ? rules.Policy.CheckIn?.WindowOf(after.Interval) : extras.CheckIn });
        arrived = arrived with { Version = current.Version + 1 };
        return new(UpdateAllocationResult.Updated(arrived), [.. expired, new ResourceEvent.AllocationUpdated(arrived, AllocationChange.MovedHere)]) { Actor = request.RequestedBy?.Actor };
    }
}
