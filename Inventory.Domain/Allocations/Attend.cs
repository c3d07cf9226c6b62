using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

/// <summary>The customer of an allocation appears, or leaves.</summary>
[GenerateSerializer, Immutable, Alias("inventory.attend-request")]
public sealed record AttendRequest
{
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid AllocationId { get; init; }

    /// <summary>It leaves: the rest of the time is free.</summary>
    [Id(2)]
    public required bool IsLeaving { get; init; }

    [Id(3)]
    public Precondition IfMatch { get; init; }

    [Id(4)]
    public Caller? RequestedBy { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(5)]
    public bool IsPreview { get; init; }
}

public enum AttendStatus
{
    /// <summary>Now or before.</summary>
    CheckedIn = 1,

    /// <summary>Now or before.</summary>
    CheckedOut = 2,

    NoSuchResource = 3,
    NoSuchAllocation = 4,

    /// <summary>The check-in does not open before some moment, and nobody leaves before the begin.</summary>
    TooEarly = 5,

    NoShow = 6,

    /// <summary>It is held, or waits for an approval.</summary>
    NotFirm = 7,

    /// <summary>Its booking is returned instead.</summary>
    PartOfBooking = 8,

    PreconditionFailed = 9,

    /// <summary>Only with the allocation of the whole.</summary>
    PartOfWhole = 10,
}

[GenerateSerializer, Immutable, Alias("inventory.attend-result")]
public sealed record AttendResult(AttendStatus Status, Allocation? Allocation = null)
{
    public static readonly AttendResult NoSuchResource = new(AttendStatus.NoSuchResource);
    public static readonly AttendResult NoSuchAllocation = new(AttendStatus.NoSuchAllocation);
    public static readonly AttendResult NoShow = new(AttendStatus.NoShow);
    public static readonly AttendResult NotFirm = new(AttendStatus.NotFirm);
    public static readonly AttendResult PreconditionFailed = new(AttendStatus.PreconditionFailed);

    /// <summary>The first moment at which it is possible.</summary>
    [Id(0)]
    public Instant? Opens { get; private init; }

    /// <summary>The booking that the allocation is part of, if that is why it does not change.</summary>
    [Id(1)]
    public Guid? Booking { get; private init; }

    /// <summary>The allocation of the whole that it belongs to, if that is why it does not change.</summary>
    [Id(2)]
    public WholeAllocation? Whole { get; private init; }

    public static AttendResult PartOf(WholeAllocation whole) => new(AttendStatus.PartOfWhole) { Whole = whole };

    public static AttendResult CheckedIn(Allocation allocation) => new(AttendStatus.CheckedIn, allocation);

    public static AttendResult CheckedOut(Allocation allocation) => new(AttendStatus.CheckedOut, allocation);

    public static AttendResult TooEarly(Instant opens) => new(AttendStatus.TooEarly) { Opens = opens };

    public static AttendResult PartOf(Guid booking) => new(AttendStatus.PartOfBooking) { Booking = booking };
}
