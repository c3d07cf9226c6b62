using System.Collections.Frozen;
using System.Diagnostics;
using Inventory.Domain.Allocations;

namespace Inventory.Domain.Resources;

/// <summary>One change of one resource: one event row, and the next version.</summary>
[GenerateSerializer, Immutable, Alias("inventory.resource-event")]
public abstract record ResourceEvent
{
    private ResourceEvent() { }

    /// <summary>Always the first event.</summary>
    [GenerateSerializer, Immutable, Alias("inventory.resource-created-event")]
    public sealed record ResourceCreated(Resource Resource) : ResourceEvent;

    [GenerateSerializer, Immutable, Alias("inventory.resource-updated-event")]
    public sealed record ResourceUpdated(Resource Resource) : ResourceEvent;

    /// <summary>The last event: the allocations are gone and the name is free.</summary>
    [GenerateSerializer, Immutable, Alias("inventory.resource-deleted-event")]
    public sealed record ResourceDeleted : ResourceEvent;

    [GenerateSerializer, Immutable, Alias("inventory.allocated-event")]
    public sealed record Allocated(Allocation Allocation) : ResourceEvent;

    [GenerateSerializer, Immutable, Alias("inventory.allocation-updated-event")]
    public sealed record AllocationUpdated(Allocation Allocation, AllocationChange Change = AllocationChange.Updated) : ResourceEvent;

    [GenerateSerializer, Immutable, Alias("inventory.confirmed-event")]
    public sealed record Confirmed(Allocation Allocation) : ResourceEvent;

    [GenerateSerializer, Immutable, Alias("inventory.released-event")]
    public sealed record Released(Guid AllocationId) : ResourceEvent;

    /// <summary>A request was not approved: its time is free.</summary>
    [GenerateSerializer, Immutable, Alias("inventory.declined-event")]
    public sealed record Declined(Guid AllocationId, string? Reason) : ResourceEvent;

    /// <summary>Records the end of a hold that was not confirmed in time.</summary>
    [GenerateSerializer, Immutable, Alias("inventory.expired-event")]
    public sealed record Expired(Guid AllocationId, Guid? Owner = null) : ResourceEvent;

    /// <summary>An entry of the waiting list is gone, or has ended long ago.</summary>
    [GenerateSerializer, Immutable, Alias("inventory.waiting-removed-event")]
    public sealed record WaitingRemoved(Guid AllocationId) : ResourceEvent;
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

    /// <summary>An entry of the waiting list is new.</summary>
    WaitingAdded = 6,

    /// <summary>An entry for any resource of the type has the time, unless the list of the type decides for another resource.</summary>
    WaitingOffered = 7,

    /// <summary>An entry has its time, until its grant expires.</summary>
    WaitingGranted = 8,
    WaitingAccepted = 9,
    WaitingDeclined = 10,

    /// <summary>By the clock.</summary>
    WaitingLapsed = 11,
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
    public const string WaitingAdded = "waiting.added";
    public const string WaitingOffered = "waiting.offered";
    public const string WaitingGranted = "waiting.granted";
    public const string WaitingAccepted = "waiting.accepted";
    public const string WaitingDeclined = "waiting.declined";
    public const string WaitingLapsed = "waiting.lapsed";
    public const string WaitingRemoved = "waiting.removed";

    private static readonly FrozenDictionary<AllocationChange, string> OfChanges = new Dictionary<AllocationChange, string>
    {
        [AllocationChange.Updated] = AllocationUpdated,
        [AllocationChange.Approved] = Approved,
        [AllocationChange.CheckedIn] = CheckedIn,
        [AllocationChange.CheckedOut] = CheckedOut,
        [AllocationChange.NoShow] = NoShow,
        [AllocationChange.WaitingAdded] = WaitingAdded,
        [AllocationChange.WaitingOffered] = WaitingOffered,
        [AllocationChange.WaitingGranted] = WaitingGranted,
        [AllocationChange.WaitingAccepted] = WaitingAccepted,
        [AllocationChange.WaitingDeclined] = WaitingDeclined,
        [AllocationChange.WaitingLapsed] = WaitingLapsed,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, AllocationChange> Changes = OfChanges.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Of the events that are <see cref="ResourceEvent.AllocationUpdated"/>.</summary>
    public static AllocationChange? ChangeOf(string type) => Changes.TryGetValue(type, out var change) ? change : null;

    public static string Of(ResourceEvent change) => change switch
    {
        ResourceEvent.ResourceCreated => ResourceCreated,
        ResourceEvent.ResourceUpdated => ResourceUpdated,
        ResourceEvent.ResourceDeleted => ResourceDeleted,
        ResourceEvent.Allocated => Allocated,
        ResourceEvent.AllocationUpdated updated => OfChanges[updated.Change],
        ResourceEvent.Confirmed => Confirmed,
        ResourceEvent.Released => Released,
        ResourceEvent.Declined => Declined,
        ResourceEvent.Expired => Expired,
        ResourceEvent.WaitingRemoved => WaitingRemoved,
        _ => throw new UnreachableException(),
    };
}
