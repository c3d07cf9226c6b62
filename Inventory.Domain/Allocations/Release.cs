using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

[GenerateSerializer, Immutable, Alias("inventory.release-request")]
public sealed record ReleaseRequest
{
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid AllocationId { get; init; }

    [Id(2)]
    public Precondition IfMatch { get; init; }

    [Id(3)]
    public Caller? RequestedBy { get; init; }

    /// <summary>The booking that asks; <c>null</c> if somebody else does.</summary>
    [Id(4)]
    public Guid? Booking { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(5)]
    public bool IsPreview { get; init; }
}

public enum ReleaseStatus
{
    Released = 1,
    NoSuchResource = 2,
    NoSuchAllocation = 3,
    PreconditionFailed = 4,

    /// <summary>Only its booking releases it.</summary>
    PartOfBooking = 5,

    /// <summary>Only with the allocation of the whole.</summary>
    PartOfWhole = 6,
}

/// <summary>With the booking that the allocation is part of, if that is why it is not released.</summary>
[GenerateSerializer, Immutable, Alias("inventory.release-result")]
public sealed record ReleaseResult(ReleaseStatus Status, Guid? Booking = null)
{
    public static readonly ReleaseResult Released = new(ReleaseStatus.Released);
    public static readonly ReleaseResult NoSuchResource = new(ReleaseStatus.NoSuchResource);
    public static readonly ReleaseResult NoSuchAllocation = new(ReleaseStatus.NoSuchAllocation);
    public static readonly ReleaseResult PreconditionFailed = new(ReleaseStatus.PreconditionFailed);

    /// <summary>The customer that owned what is released, if a customer did.</summary>
    [Id(2)]
    public Guid? Owner { get; private init; }

    /// <summary>The allocation of the whole that it belongs to, if that is why it is not released.</summary>
    [Id(3)]
    public WholeAllocation? Whole { get; private init; }

    public static ReleaseResult PartOf(WholeAllocation whole) => new(ReleaseStatus.PartOfWhole) { Whole = whole };

    public static ReleaseResult ReleasedOf(Guid? owner) => owner is null ? Released : Released with { Owner = owner };

    public static ReleaseResult PartOf(Guid booking) => new(ReleaseStatus.PartOfBooking, booking);
}
