using Inventory.Domain.Allocations;
using Inventory.Domain.Refusals;
using Inventory.Domain.Series;

namespace Inventory.Grains.Resources;

/// <summary>
/// One resource; the key is its id. It owns the calendar and decides alone. A change is durable when its method returns; reads and refusals rest on durable state.
/// For a caller that names another type, the resource does not exist.
/// </summary>
/// <remarks>
/// Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown; or <see cref="ResourceDamagedException"/>: nothing was changed.
/// </remarks>
[Alias("inventory.resource-grain")]
public interface IResourceGrain : IGrainWithStringKey
{
    [Alias("read")]
    Task<Resource?> Read(string type);

    /// <summary>Returns when all earlier decisions are durable or have failed.</summary>
    [Alias("drain")]
    Task Drain();

    /// <summary>Reads and checks again what is stored. Never throws <see cref="ResourceDamagedException"/>: the next calls do.</summary>
    [Alias("reload")]
    Task Reload();

    [Alias("allocate")]
    Task<AllocateResult> Allocate(AllocateRequest request);

    /// <summary>Decides all in their order, each on its own.</summary>
    /// <returns>In the same order.</returns>
    [Alias("allocate-all")]
    Task<ImmutableArray<AllocateResult>> AllocateAll(ImmutableArray<AllocateRequest> requests);

    /// <summary>Decides all in their order: each on its own, or all as one, in one commit.</summary>
    [Alias("decide-all")]
    Task<DecideAllResult> DecideAll(DecideAllRequest request);

    /// <summary>The first results of an atomic request that took effect.</summary>
    [Alias("find-decided")]
    Task<FindDecidedResult> FindDecided(FindDecidedRequest request);

    /// <summary>What <see cref="Allocate"/> would answer now, if the allocation <paramref name="apartFrom"/> were not there. Changes nothing.</summary>
    [Alias("preview")]
    Task<AllocateResult> Preview(AllocateRequest request, Guid? apartFrom);

    [Alias("find-allocation")]
    Task<FindAllocationResult> FindAllocation(string type, Guid allocationId);

    [Alias("list-allocations")]
    Task<AllocationPage> ListAllocations(ListAllocationsRequest request);

    [Alias("list-free-times")]
    Task<FreeTimePage> ListFreeTimes(ListFreeTimesRequest request);

    /// <summary>Of a pool.</summary>
    [Alias("list-load")]
    Task<PoolLoadPage> ListLoad(string type, Interval window, int limit);

    [Alias("update-allocation")]
    Task<UpdateAllocationResult> UpdateAllocation(UpdateAllocationRequest request);

    /// <summary>All of it, or nothing, in one commit.</summary>
    [Alias("change-series")]
    Task<ChangeSeriesResult> ChangeSeries(ChangeSeriesRequest request);

    /// <summary>The allocations of a series, by start.</summary>
    [Alias("list-series")]
    Task<ImmutableArray<Allocation>> ListSeries(string type, Guid series);

    /// <summary>The latest times that it refused, oldest first; <c>null</c> if there is no such resource.</summary>
    [Alias("list-refusals")]
    Task<ImmutableArray<Refusal>?> ListRefusals(string type);

    /// <summary>Makes a hold firm: always before its expiry, never after it.</summary>
    [Alias("confirm")]
    Task<ConfirmResult> Confirm(ConfirmRequest request);

    [Alias("release")]
    Task<ReleaseResult> Release(ReleaseRequest request);

    /// <summary>Approves what was requested, or declines it.</summary>
    [Alias("approve")]
    Task<ApproveResult> Approve(ApproveRequest request);

    /// <summary>Checks in, or out.</summary>
    [Alias("attend")]
    Task<AttendResult> Attend(AttendRequest request);

    /// <summary>For the registry, which has reserved name and ordinal. The resource sets the time.</summary>
    [Alias("create")]
    Task<CreateResourceResult> Create(Resource draft, IdempotencyKey? key, Caller? caller = null);

    /// <summary>For the registry, which has reserved the name.</summary>
    [Alias("update")]
    Task<UpdateResourceResult> Update(UpdateResourceRequest request);

    /// <summary>For the registry, which lists the resource with its policy.</summary>
    [Alias("set-policy")]
    Task<SetPolicyResult> SetPolicy(SetPolicyRequest request);

    /// <summary>For the registry, which frees the name.</summary>
    [Alias("delete")]
    Task<DeleteResourceResult> Delete(DeleteResourceRequest request);
}

public static class ResourceKeys
{
    public static IResourceGrain GetResource(this IGrainFactory grains, Guid id) => grains.GetGrain<IResourceGrain>(id.ToString("D"));

    public static IResourceRegistryGrain GetRegistry(this IGrainFactory grains, string type) => grains.GetGrain<IResourceRegistryGrain>(type);
}
