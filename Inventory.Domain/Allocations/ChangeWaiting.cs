using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

public enum WaitingAction
{
    /// <summary>The granted time becomes firm, or is requested where it needs an approval.</summary>
    Accept = 1,

    /// <summary>A granted time is free for the next; who waits, waits no more.</summary>
    Decline = 2,

    /// <summary>As a decline, and the entry is gone.</summary>
    Remove = 3,

    /// <summary>By the list of the type: the time that is offered is granted.</summary>
    Grant = 4,

    /// <summary>By the list of the type: the entry is granted elsewhere, or has ended. It is gone here.</summary>
    Withdraw = 5,
}

/// <summary>Something happens to an entry of a waiting list.</summary>
[GenerateSerializer, Immutable, Alias("inventory.change-waiting-request")]
public sealed record ChangeWaitingRequest
{
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid EntryId { get; init; }

    [Id(2)]
    public required WaitingAction Action { get; init; }

    [Id(3)]
    public Caller? RequestedBy { get; init; }

    /// <summary>The booking that accepts and so owns the allocation from now on, held until the moment after it.</summary>
    [Id(4)]
    public Guid? Booking { get; init; }

    /// <summary>Infinite unless a booking accepts.</summary>
    [Id(5)]
    public Instant BookingExpires { get; init; } = Instant.PlusInfinity;

    /// <summary>Only judges: nothing changes.</summary>
    [Id(6)]
    public bool IsPreview { get; init; }
}

public enum ChangeWaitingStatus
{
    /// <summary>Now or before.</summary>
    Changed = 1,
    NoSuchResource = 2,
    NoSuchEntry = 3,

    /// <summary>Nothing is granted yet.</summary>
    NotGranted = 4,

    /// <summary>The grant was not accepted in time, or declined.</summary>
    GrantExpired = 5,

    /// <summary>It is accepted: the allocation is released as any other.</summary>
    Accepted = 6,

    /// <summary>The type has a tariff: only its booking accepts it.</summary>
    PartOfBooking = 7,
}

/// <summary>With the entry as it is now, or as it was before it was removed.</summary>
[GenerateSerializer, Immutable, Alias("inventory.change-waiting-result")]
public sealed record ChangeWaitingResult(ChangeWaitingStatus Status, Allocation? Entry = null)
{
    public static readonly ChangeWaitingResult NoSuchResource = new(ChangeWaitingStatus.NoSuchResource);
    public static readonly ChangeWaitingResult NoSuchEntry = new(ChangeWaitingStatus.NoSuchEntry);

    public static ChangeWaitingResult Changed(Allocation entry) => new(ChangeWaitingStatus.Changed, entry);
}

/// <summary>An entry of a waiting list, and its place.</summary>
/// <param name="Entry">As it is now.</param>
/// <param name="Position">From 1, among those that wait for some of the same time; 0 for one that does not wait.</param>
[GenerateSerializer, Immutable, Alias("inventory.waiting-entry")]
public sealed record WaitingEntry(Allocation Entry, int Position);
