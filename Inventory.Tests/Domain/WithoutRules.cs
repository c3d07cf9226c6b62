using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain;

/// <summary>Decisions where time is free or taken, and nothing else matters.</summary>
internal static class WithoutRules
{
    public static Decision<AllocateResult> Allocate(this ResourceState state, AllocateRequest request, Guid id, Instant now, Limits limits) =>
        state.Allocate(request, id, now, limits, Rules.None);

    public static Decision<UpdateAllocationResult> Update(this ResourceState state, UpdateAllocationRequest request, Instant now, Limits limits) =>
        state.Update(request, now, limits, Rules.None);

    public static Decision<UpdateResourceResult> Update(this ResourceState state, UpdateResourceRequest request) => state.Update(request, new(0));

    public static Decision<ConfirmResult> Confirm(this ResourceState state, ConfirmRequest request, Instant now) => state.Confirm(request, now, Rules.None);

    public static Decision<CreateResourceResult> Create(this ResourceState state, Resource draft, IdempotencyKey? key, Caller? caller, Instant now) => state.Create(draft, [], key, caller, now);

    public static FreeTimePage ListFree(this ResourceState state, ListFreeTimesRequest request) => state.ListFree(request, new(0), Rules.None);
}
