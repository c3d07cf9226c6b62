using Inventory.Domain.Allocations;
using Inventory.Domain.Refusals;
using Inventory.Domain.Series;
using Orleans.Concurrency;

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

    /// <summary>For a whole that it is a part of: decides nothing until the lock ends, which it does by itself after some seconds.</summary>
    [Alias("lock")]
    Task<LockedResource> Lock(Guid token);

    /// <summary>Moves on with what the whole has made durable.</summary>
    [Alias("unlock")]
    Task Unlock(Guid token, JointOutcome outcome);

    /// <summary>The version of what reads show.</summary>
    [Alias("read-version")]
    Task<long> ReadVersion();

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

    /// <summary>The allocation goes to another resource of its type, with all that the request changes: all of it, or nothing.</summary>
    [Alias("relocate-allocation")]
    Task<UpdateAllocationResult> RelocateAllocation(UpdateAllocationRequest request, Guid to);

    /// <summary>All of it, or nothing, in one commit.</summary>
    [Alias("change-series")]
    Task<ChangeSeriesResult> ChangeSeries(ChangeSeriesRequest request);

    /// <summary>The allocations of a series, by start.</summary>
    [Alias("list-series")]
    Task<ImmutableArray<Allocation>> ListSeries(string type, Guid series);

    /// <summary>The latest times that it refused, oldest first; <c>null</c> if there is no such resource.</summary>
    [Alias("list-refusals")]
    Task<ImmutableArray<Refusal>?> ListRefusals(string type);

    /// <summary>Lists a refusal that somebody else has decided.</summary>
    [Alias("add-refusal"), OneWay]
    Task AddRefusal(Refusal refusal);

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

    /// <summary>Chooses this resource for a late-bound allocation that stands on it.</summary>
    [Alias("bind")]
    Task<BindResult> Bind(BindRequest request);

    /// <summary>Waits for a time that is taken.</summary>
    [Alias("wait")]
    Task<WaitResult> Wait(WaitRequest request);

    /// <summary>Accepts, declines or removes an entry of the waiting list.</summary>
    [Alias("change-waiting")]
    Task<ChangeWaitingResult> ChangeWaiting(ChangeWaitingRequest request);

    /// <summary>Also an entry that has ended, for some days.</summary>
    [Alias("find-waiting")]
    Task<WaitingEntry?> FindWaiting(string type, Guid entryId);

    /// <summary>By arrival.</summary>
    /// <param name="type">The resource's.</param>
    /// <param name="customer">Only its entries; <c>null</c> for all.</param>
    [Alias("list-waiting")]
    Task<ImmutableArray<WaitingEntry>> ListWaiting(string type, Guid? customer);

    /// <summary>Records what the clock has changed, and grants what that frees.</summary>
    /// <returns>Whether it has a waiting list that somebody has to look after.</returns>
    [Alias("tidy")]
    Task<bool> Tidy();

    /// <summary>For the registry, which has reserved name and ordinal. The resource sets the time.</summary>
    /// <param name="draft">The resource.</param>
    /// <param name="waiting">Who waits for any resource of its type.</param>
    /// <param name="key">Of the request.</param>
    /// <param name="caller">Who asks.</param>
    [Alias("create")]
    Task<CreateResourceResult> Create(Resource draft, ImmutableArray<WaitRequest> waiting, IdempotencyKey? key, Caller? caller = null);

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
    public static IResourceGrain GetResource(this IGrainFactory grains, Guid id) => grains.Get<IResourceGrain>(id.ToString("D"));

    public static IResourceRegistryGrain GetRegistry(this IGrainFactory grains, string type) => grains.Get<IResourceRegistryGrain>(type);
}
