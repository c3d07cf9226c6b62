using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

/// <summary>Members that are <c>null</c> or <c>default</c> stay unchanged.</summary>
[GenerateSerializer, Immutable, Alias("inventory.update-allocation-request")]
public sealed record UpdateAllocationRequest
{
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid AllocationId { get; init; }

    [Id(2)]
    public Instant? From { get; init; }

    [Id(3)]
    public Instant? To { get; init; }

    /// <summary>The start must be finite although the request does not set it.</summary>
    [Id(4)]
    public bool NeedsFiniteFrom { get; init; }

    /// <summary>The end must be finite although the request does not set it.</summary>
    [Id(5)]
    public bool NeedsFiniteTo { get; init; }

    [Id(6)]
    public AllocationDetailsPatch Details { get; init; } = new();

    [Id(7)]
    public Precondition IfMatch { get; init; }

    [Id(8)]
    public Caller? RequestedBy { get; init; }

    /// <summary>The booking that asks; <c>null</c> if somebody else does.</summary>
    [Id(9)]
    public Guid? Booking { get; init; }

    /// <summary>The rules that do not matter for the new time.</summary>
    [Id(10)]
    public RuleOverrides Overrides { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(11)]
    public bool IsPreview { get; init; }

    /// <summary>The time that rules judge, if the allocation takes more for a while.</summary>
    [Id(12)]
    public Interval? JudgedAs { get; init; }

    /// <summary>Of a pool.</summary>
    [Id(13)]
    public int? Units { get; init; }
}

public enum UpdateAllocationStatus
{
    Updated = 1,
    NoSuchResource = 2,
    NoSuchAllocation = 3,
    PreconditionFailed = 4,

    /// <summary>The new bound and the old one make an empty or reversed interval.</summary>
    EmptyInterval = 5,

    DumpTooLong = 6,
    Refused = 7,

    /// <summary>The request needs a finite bound, but neither it nor the allocation has one.</summary>
    BoundMissing = 8,

    /// <summary>Only its booking changes it.</summary>
    PartOfBooking = 9,

    /// <summary>Only with the allocation of the whole.</summary>
    PartOfWhole = 10,

    /// <summary>The resource to which it is to go is none of its type.</summary>
    NoSuchTarget = 11,

    /// <summary>It is neither held nor firm, one of the resources is a whole, or a whole waits for its time.</summary>
    Stays = 12,
}

[GenerateSerializer, Immutable, Alias("inventory.update-allocation-result")]
public sealed record UpdateAllocationResult
{
    private UpdateAllocationResult(UpdateAllocationStatus status) => (Status, Judgement) = (status, Judgement.Allowed);

    public static readonly UpdateAllocationResult NoSuchResource = new(UpdateAllocationStatus.NoSuchResource);
    public static readonly UpdateAllocationResult NoSuchAllocation = new(UpdateAllocationStatus.NoSuchAllocation);
    public static readonly UpdateAllocationResult PreconditionFailed = new(UpdateAllocationStatus.PreconditionFailed);
    public static readonly UpdateAllocationResult EmptyInterval = new(UpdateAllocationStatus.EmptyInterval);
    public static readonly UpdateAllocationResult BoundMissing = new(UpdateAllocationStatus.BoundMissing);
    public static readonly UpdateAllocationResult NoSuchTarget = new(UpdateAllocationStatus.NoSuchTarget);
    public static readonly UpdateAllocationResult Stays = new(UpdateAllocationStatus.Stays);
    public static readonly UpdateAllocationResult DumpTooLong = new(UpdateAllocationStatus.DumpTooLong);

    [Id(0)]
    public UpdateAllocationStatus Status { get; private init; }

    [Id(1)]
    public Allocation? Allocation { get; private init; }

    /// <summary>Why it is refused, if rules or other allocations do.</summary>
    [Id(2)]
    public Judgement Judgement { get; private init; }

    /// <summary>The booking that the allocation is part of, if that is why it does not change.</summary>
    [Id(4)]
    public Guid? Booking { get; private init; }

    /// <summary>The allocation of the whole that it belongs to, if that is why it does not change.</summary>
    [Id(5)]
    public WholeAllocation? Whole { get; private init; }

    [MemberNotNullWhen(true, nameof(Allocation))]
    public bool IsUpdated => Status == UpdateAllocationStatus.Updated;

    public static UpdateAllocationResult Updated(Allocation allocation) => new(UpdateAllocationStatus.Updated) { Allocation = allocation };

    public static UpdateAllocationResult PartOf(Guid booking) => new(UpdateAllocationStatus.PartOfBooking) { Booking = booking };

    public static UpdateAllocationResult PartOf(WholeAllocation whole) => new(UpdateAllocationStatus.PartOfWhole) { Whole = whole };

    public static UpdateAllocationResult Refused(Judgement judgement) => new(UpdateAllocationStatus.Refused) { Judgement = judgement };
}
