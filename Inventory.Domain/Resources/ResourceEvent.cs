using System.Diagnostics;
using Inventory.Domain.Allocations;

namespace Inventory.Domain.Resources;

/// <summary>What a decision changes in one resource. One change is one event row, and makes the next version.</summary>
public abstract record ResourceEvent
{
    private ResourceEvent() { }

    /// <summary>The first change of every resource: makes version 1.</summary>
    public sealed record ResourceCreated(Resource Resource) : ResourceEvent;

    /// <summary>The name or the attributes are new.</summary>
    public sealed record ResourceUpdated(Resource Resource) : ResourceEvent;

    /// <summary>The last change: the resource and all its allocations are gone, and its name is free.</summary>
    public sealed record ResourceDeleted : ResourceEvent;

    public sealed record Allocated(Allocation Allocation) : ResourceEvent;

    /// <summary>Its time or its texts are new.</summary>
    public sealed record AllocationUpdated(Allocation Allocation) : ResourceEvent;

    /// <summary>A hold became firm.</summary>
    public sealed record Confirmed(Allocation Allocation) : ResourceEvent;

    public sealed record Released(Guid AllocationId) : ResourceEvent;

    /// <summary>A hold was not confirmed in time. It had ended before; this only says so, and whose it was.</summary>
    public sealed record Expired(Guid AllocationId, Guid? Owner = null) : ResourceEvent;
}

/// <summary>The kinds of changes by name: in the store's rows, in histories, in the feed. Rows are never changed, so neither are the names.</summary>
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
