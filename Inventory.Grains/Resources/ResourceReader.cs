using Inventory.Domain.Allocations;
using Inventory.Domain.Billing;
using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Storage;
using Inventory.Storage.Sqlite;

namespace Inventory.Grains.Resources;

/// <summary>
/// Reads resources. One whose grain is in this process is read there and then: a call would wait for the grain's turn, and cost as much as a third of the request around it,
/// to be told the same. Any other by a call of its grain.
/// </summary>
public sealed class ResourceReader(IGrainFactory grains, LocalResourceCache here, TimeProvider clock)
{
    /// <inheritdoc cref="IResourceGrain.Read"/>
    public ValueTask<Resource?> Read(Guid id, string type) =>
        Find(id) is { } state ? new(state.Read(type)) : new(grains.GetResource(id).Read(type));

    /// <inheritdoc cref="IResourceGrain.FindAllocation"/>
    public ValueTask<FindAllocationResult> FindAllocation(Guid id, string type, Guid allocationId) =>
        Find(id) is { } state ? new(state.Find(type, allocationId)) : new(grains.GetResource(id).FindAllocation(type, allocationId));

    /// <inheritdoc cref="IResourceGrain.ListAllocations"/>
    public ValueTask<AllocationPage> ListAllocations(Guid id, ListAllocationsRequest request) =>
        Find(id) is { } state ? new(state.List(request)) : new(grains.GetResource(id).ListAllocations(request));

    /// <inheritdoc cref="IResourceGrain.ListFreeTimes"/>
    public ValueTask<FreeTimePage> ListFreeTimes(Guid id, ListFreeTimesRequest request) =>
        Find(id) is { } state ? new(state.ListFree(request)) : new(grains.GetResource(id).ListFreeTimes(request));

    private ResourceState? Find(Guid id) => here.Find(id)?.At(clock.Now());
}
