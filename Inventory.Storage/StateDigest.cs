using System.Diagnostics;
using Inventory.Domain.Allocations;

namespace Inventory.Storage;

/// <summary>
/// A number for what stands in a resource's calendar: the sum of the hashes of the resource and its allocations. A change adds and takes away, so that
/// it costs the same whatever the calendar's length. The event keeps it, and a loaded resource must have the same: so rows that follow the events are
/// tied to them without reading the events.
/// </summary>
public static class StateDigest
{
    public static long Of(Resource resource, IEnumerable<Allocation> allocations) =>
        allocations.Aggregate(Of(resource), static (sum, allocation) => unchecked(sum + Of(allocation)));

    /// <summary>Of the state that a change makes, from the digest of the state before.</summary>
    public static long After(long before, ResourceState state, ResourceEvent change) => unchecked(change switch
    {
        ResourceEvent.ResourceCreated created => Of(created.Resource),
        ResourceEvent.ResourceUpdated updated => before - (state.Resource is { } old ? Of(old) : 0) + Of(updated.Resource),
        ResourceEvent.ResourceDeleted => 0,
        ResourceEvent.Allocated allocated => before + Of(allocated.Allocation),
        ResourceEvent.AllocationUpdated updated => before - Of(state, updated.Allocation.Id) + Of(updated.Allocation),
        ResourceEvent.Confirmed confirmed => before - Of(state, confirmed.Allocation.Id) + Of(confirmed.Allocation),
        ResourceEvent.Released released => before - Of(state, released.AllocationId),
        ResourceEvent.Declined declined => before - Of(state, declined.AllocationId),
        ResourceEvent.Expired expired => before - Of(state, expired.AllocationId),
        ResourceEvent.MovedAway moved => before - Of(state, moved.AllocationId),
        ResourceEvent.WaitingRemoved removed => before - Of(state, removed.AllocationId),
        _ => throw new UnreachableException($"No digest after {change.GetType()}."),
    });

    private static long Of(Resource resource) => HashInput.Begin().Add(resource).Add(resource.Version).ToHash64();

    private static long Of(Allocation allocation) => HashInput.Begin().Add(allocation).Add(allocation.Version).ToHash64();

    private static long Of(ResourceState state, Guid allocation) => (state.Calendar.Find(allocation) ?? state.Calendar.Waiting.Find(allocation)) is { } found ? Of(found) : 0;
}
