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

    public sealed record AllocationUpdated(Allocation Allocation, AllocationChange Change = AllocationChange.Updated) : ResourceEvent;

    public sealed record Confirmed(Allocation Allocation) : ResourceEvent;

    public sealed record Released(Guid AllocationId) : ResourceEvent;

    /// <summary>A request was not approved: its time is free.</summary>
    public sealed record Declined(Guid AllocationId, string? Reason) : ResourceEvent;

    /// <summary>Records the end of a hold that was not confirmed in time.</summary>
    public sealed record Expired(Guid AllocationId, Guid? Owner = null) : ResourceEvent;
}

/// <summary>Why an allocation is another than before.</summary>
public enum AllocationChange
{
    Updated = 1,
    Approved = 2,
    CheckedIn = 3,
    CheckedOut = 4,

    /// <summary>By the clock.</summary>
    NoShow = 5,
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
    public const string Approved = "approved";
    public const string CheckedIn = "checked-in";
    public const string CheckedOut = "checked-out";
    public const string NoShow = "no-show";
    public const string Released = "released";
    public const string Declined = "declined";
    public const string Expired = "expired";

    /// <summary>Of the events that are <see cref="ResourceEvent.AllocationUpdated"/>.</summary>
    public static AllocationChange? ChangeOf(string type) => type switch
    {
        AllocationUpdated => AllocationChange.Updated,
        Approved => AllocationChange.Approved,
        CheckedIn => AllocationChange.CheckedIn,
        CheckedOut => AllocationChange.CheckedOut,
        NoShow => AllocationChange.NoShow,
        _ => null,
    };

    public static string Of(ResourceEvent change) => change switch
    {
        ResourceEvent.ResourceCreated => ResourceCreated,
        ResourceEvent.ResourceUpdated => ResourceUpdated,
        ResourceEvent.ResourceDeleted => ResourceDeleted,
        ResourceEvent.Allocated => Allocated,
        ResourceEvent.AllocationUpdated { Change: AllocationChange.Updated } => AllocationUpdated,
        ResourceEvent.AllocationUpdated { Change: AllocationChange.Approved } => Approved,
        ResourceEvent.AllocationUpdated { Change: AllocationChange.CheckedIn } => CheckedIn,
        ResourceEvent.AllocationUpdated { Change: AllocationChange.CheckedOut } => CheckedOut,
        ResourceEvent.AllocationUpdated { Change: AllocationChange.NoShow } => NoShow,
        ResourceEvent.Confirmed => Confirmed,
        ResourceEvent.Released => Released,
        ResourceEvent.Declined => Declined,
        ResourceEvent.Expired => Expired,
        _ => throw new UnreachableException(),
    };
}
