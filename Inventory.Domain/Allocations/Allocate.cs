using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

[GenerateSerializer, Immutable, Alias("inventory.allocate-request")]
public sealed record AllocateRequest : IIdempotentRequest
{
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Interval Interval { get; init; }

    [Id(2)]
    public required AllocationDetails Details { get; init; }

    /// <summary>How long an unconfirmed hold lasts; <c>null</c> for a firm allocation.</summary>
    [Id(3)]
    public TimeSpan? Hold { get; init; }

    [Id(4)]
    public IdempotencyKey? Key { get; init; }

    [Id(5)]
    public Caller? RequestedBy { get; init; }

    /// <summary>The booking that the allocation becomes part of, if a booking asks.</summary>
    [Id(6)]
    public Guid? Booking { get; init; }

    /// <summary>Of the new allocation, if the caller has counted it already; <c>null</c> for a new id.</summary>
    [Id(7)]
    public Guid? Id { get; init; }

    /// <summary>The customer for whom somebody else asks; <c>null</c> for the caller itself.</summary>
    [Id(8)]
    public Guid? Customer { get; init; }

    /// <summary>The rules that do not matter.</summary>
    [Id(9)]
    public RuleOverrides Overrides { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(10)]
    public bool IsPreview { get; init; }

    /// <summary>Of a pool, how many units; 0 for one.</summary>
    [Id(11)]
    public int Units { get; init; }

    /// <summary>The resource is chosen later: until then the allocation may move to an equal one.</summary>
    [Id(12)]
    public bool IsLate { get; init; }
}

public enum AllocateStatus
{
    Allocated = 1,
    NoSuchResource = 2,
    Refused = 3,
    KeyReused = 4,
}

[GenerateSerializer, Immutable, Alias("inventory.allocate-result")]
public sealed record AllocateResult
{
    private AllocateResult(AllocateStatus status) => (Status, Judgement) = (status, Judgement.Allowed);

    public static readonly AllocateResult NoSuchResource = new(AllocateStatus.NoSuchResource);
    public static readonly AllocateResult KeyReused = new(AllocateStatus.KeyReused);

    [Id(0)]
    public AllocateStatus Status { get; }

    [Id(1)]
    public Allocation? Allocation { get; private init; }

    /// <summary>Why it is refused, if rules or other allocations do.</summary>
    [Id(2)]
    public Judgement Judgement { get; private init; }

    [MemberNotNullWhen(true, nameof(Allocation))]
    public bool IsAllocated => Status == AllocateStatus.Allocated;

    public static AllocateResult Allocated(Allocation allocation) => new(AllocateStatus.Allocated) { Allocation = allocation };

    public static AllocateResult Refused(Judgement judgement) => new(AllocateStatus.Refused) { Judgement = judgement };
}
