using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Storage;

namespace Inventory.Grains.Resources;

/// <summary>
/// One resource. Its key is the resource's id as lower-case text (<see cref="ResourceKeys.GetResource"/>). It owns the calendar and decides alone, one request at a time.
/// What it answers is durable: a change when it is told, a reading or refusal when it rests on it.
/// </summary>
/// <remarks>
/// Every call names the type that the caller takes the resource for; for one of another type it answers as for none.
/// Every method fails with <see cref="StoreUnavailableException"/> when the storage does: a change may then have happened or not.
/// </remarks>
[Alias("inventory.resource-grain")]
public interface IResourceGrain : IGrainWithStringKey
{
    /// <returns>The resource, or <c>null</c>.</returns>
    [Alias("read")]
    Task<Resource?> Read(string type);

    /// <summary>Returns when all that was decided before the call is durable, or has failed.</summary>
    [Alias("drain")]
    Task Drain();

    [Alias("allocate")]
    Task<AllocateResult> Allocate(AllocateRequest request);

    [Alias("find-allocation")]
    Task<FindAllocationResult> FindAllocation(string type, Guid allocationId);

    [Alias("list-allocations")]
    Task<AllocationPage> ListAllocations(ListAllocationsRequest request);

    [Alias("list-free-times")]
    Task<FreeTimePage> ListFreeTimes(ListFreeTimesRequest request);

    [Alias("update-allocation")]
    Task<UpdateAllocationResult> UpdateAllocation(UpdateAllocationRequest request);

    /// <summary>Makes a hold firm. Before its expiry this always succeeds; from then on it never does.</summary>
    [Alias("confirm")]
    Task<ConfirmResult> Confirm(ConfirmRequest request);

    [Alias("release")]
    Task<ReleaseResult> Release(ReleaseRequest request);

    /// <summary>For the register, which has reserved name and ordinal. The time is the resource's to set.</summary>
    [Alias("create")]
    Task<CreateResourceResult> Create(Resource draft, IdempotencyKey? key, Caller? by = null);

    /// <summary>For the register, which has reserved the name.</summary>
    [Alias("update")]
    Task<UpdateResourceResult> Update(UpdateResourceRequest request);

    /// <summary>For the register, which frees the name.</summary>
    [Alias("delete")]
    Task<DeleteResourceResult> Delete(DeleteResourceRequest request);
}

/// <summary>The keys of the grains of resources.</summary>
public static class ResourceKeys
{
    public static IResourceGrain GetResource(this IGrainFactory grains, Guid id) => grains.GetGrain<IResourceGrain>(id.ToString("D"));

    public static IResourceRegistryGrain GetRegistry(this IGrainFactory grains, string type) => grains.GetGrain<IResourceRegistryGrain>(type);
}
