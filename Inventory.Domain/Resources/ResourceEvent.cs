using System.Diagnostics;
using Inventory.Domain.Allocations;

namespace Inventory.Domain.Resources;

/// <summary>One change of one resource: one event row, and the next version.</summary>
public abstract record ResourceEvent
{
    private ResourceEvent() { }

    /// <summary>Always the first event.</summary>
    public sealed record ResourceCreated(Resource Resource) : ResourceEvent;

    public sealed record ResourceUpdated(Resource Resource) : ResourceEvent;

    /// <summary>The last event: the allocations are gone and the name is free.</summary>
    public sealed record ResourceDeleted : ResourceEvent;

    public sealed record Allocated(Allocation Allocation) : ResourceEvent;

    public sealed record AllocationUpdated(Allocation Allocation) : ResourceEvent;

    public sealed record Confirmed(Allocation Allocation) : ResourceEvent;

    public sealed record Released(Guid AllocationId) : ResourceEvent;

    /// <summary>Records the end of a hold that was not confirmed in time.</summary>
    public sealed record Expired(Guid AllocationId, Guid? Owner = null) : ResourceEvent;
}

/// <summary>Names in store rows, histories and the feed. They must never change.</summary>
public static class ResourceEventTypes
{
    public const string ResourceCreated = "resource-created";
    public const string ResourceUpdated = "resource-updated";
    public const string ResourceDeleted = "resource-deleted";
    public const string Allocated = "allocated";
    public const string AllocationUpdated = "allocation-updated";
    public const string Confirmed = "confirmed";
    public const string Released = "released";
    public const string Expired = "expired";

    public static string Of(ResourceEvent change) => change switch
    {
        ResourceEvent.ResourceCreated => ResourceCreated,
        ResourceEvent.ResourceUpdated => ResourceUpdated,
        ResourceEvent.ResourceDeleted => ResourceDeleted,
        ResourceEvent.Allocated => Allocated,
        ResourceEvent.AllocationUpdated => AllocationUpdated,
        ResourceEvent.Confirmed => Confirmed,
        ResourceEvent.Released => Released,
        ResourceEvent.Expired => Expired,
        _ => throw new UnreachableException(),
    };
}
