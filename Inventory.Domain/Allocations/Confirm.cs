using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

[GenerateSerializer, Immutable, Alias("inventory.confirm-request")]
public sealed record ConfirmRequest : IIdempotentRequest
{
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid AllocationId { get; init; }

    [Id(2)]
    public IdempotencyKey? Key { get; init; }

    [Id(3)]
    public Caller? RequestedBy { get; init; }

    /// <summary>The booking that asks; <c>null</c> if somebody else does.</summary>
    [Id(4)]
    public Guid? Booking { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(5)]
    public bool IsPreview { get; init; }
}

public enum ConfirmStatus
{
    /// <summary>Confirmed now or before.</summary>
    Firm = 1,

    NoSuchResource = 2,
    NoSuchAllocation = 3,
    HoldExpired = 4,
    KeyReused = 5,

    /// <summary>Only its booking confirms it.</summary>
    PartOfBooking = 6,

    AwaitsApproval = 7,

    /// <summary>Only with the allocation of the whole.</summary>
    PartOfWhole = 8,
}

[GenerateSerializer, Immutable, Alias("inventory.confirm-result")]
public sealed record ConfirmResult
{
    private ConfirmResult(ConfirmStatus status, Allocation? allocation = null) => (Status, Allocation) = (status, allocation);

    public static readonly ConfirmResult NoSuchResource = new(ConfirmStatus.NoSuchResource);
    public static readonly ConfirmResult NoSuchAllocation = new(ConfirmStatus.NoSuchAllocation);
    public static readonly ConfirmResult HoldExpired = new(ConfirmStatus.HoldExpired);
    public static readonly ConfirmResult AwaitsApproval = new(ConfirmStatus.AwaitsApproval);
    public static readonly ConfirmResult KeyReused = new(ConfirmStatus.KeyReused);

    [Id(0)]
    public ConfirmStatus Status { get; }

    [Id(1)]
    public Allocation? Allocation { get; }

    /// <summary>The booking that the hold is part of, if that is why it is not confirmed.</summary>
    [Id(2)]
    public Guid? Booking { get; private init; }

    /// <summary>The allocation of the whole that it belongs to, if that is why it is not confirmed.</summary>
    [Id(3)]
    public WholeAllocation? Whole { get; private init; }

    [MemberNotNullWhen(true, nameof(Allocation))]
    public bool IsFirm => Status == ConfirmStatus.Firm;

    public static ConfirmResult PartOf(Guid booking) => new(ConfirmStatus.PartOfBooking) { Booking = booking };

    public static ConfirmResult PartOf(WholeAllocation whole) => new(ConfirmStatus.PartOfWhole) { Whole = whole };

    public static ConfirmResult Firm(Allocation allocation) => new(ConfirmStatus.Firm, allocation);
}
