using System.Diagnostics;
using Inventory.Domain.Allocations;

namespace Inventory.Domain.Resources;

/// <summary>What a decision changes in one resource. One change is one event row, and makes the next version.</summary>
public abstract record Change
{
    private Change() { }

    /// <summary>The first change of every resource: makes version 1.</summary>
    public sealed record ResourceCreated(Resource Resource) : Change;

    /// <summary>The name or the attributes are new.</summary>
    public sealed record ResourceUpdated(Resource Resource) : Change;

    /// <summary>The last change: the resource and all its allocations are gone, and its name is free.</summary>
    public sealed record ResourceDeleted : Change;

    public sealed record Allocated(Allocation Allocation) : Change;

    /// <summary>Its time or its texts are new.</summary>
    public sealed record AllocationUpdated(Allocation Allocation) : Change;

    /// <summary>A hold became firm.</summary>
    public sealed record Confirmed(Allocation Allocation) : Change;

    public sealed record Released(Guid AllocationId) : Change;

    /// <summary>A hold was not confirmed in time. It had ended before; this only says so, and whose it was.</summary>
    public sealed record Expired(Guid AllocationId, Guid? Owner = null) : Change;
}

/// <summary>The kinds of changes by name: in the store's rows, in histories, in the feed. Rows are never changed, so neither are the names.</summary>
public static class ChangeKinds
{
    public const string ResourceCreated = "resource-created";
    public const string ResourceUpdated = "resource-updated";
    public const string ResourceDeleted = "resource-deleted";
    public const string Allocated = "allocated";
    public const string AllocationUpdated = "allocation-updated";
    public const string Confirmed = "confirmed";
    public const string Released = "released";
    public const string Expired = "expired";

    public static string Of(Change change) => change switch
    {
        Change.ResourceCreated => ResourceCreated,
        Change.ResourceUpdated => ResourceUpdated,
        Change.ResourceDeleted => ResourceDeleted,
        Change.Allocated => Allocated,
        Change.AllocationUpdated => AllocationUpdated,
        Change.Confirmed => Confirmed,
        Change.Released => Released,
        Change.Expired => Expired,
        _ => throw new UnreachableException(),
    };
}
