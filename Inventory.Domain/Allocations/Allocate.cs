using System.Diagnostics.CodeAnalysis;
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
}

public enum AllocateStatus
{
    Allocated = 1,
    NoSuchResource = 2,
    Overlap = 3,
    KeyReused = 4,
}

[GenerateSerializer, Immutable, Alias("inventory.allocate-result")]
public sealed record AllocateResult
{
    private AllocateResult(AllocateStatus status, Allocation? allocation, ImmutableArray<Allocation> conflicts) =>
        (Status, Allocation, Conflicts, Alternatives) = (status, allocation, conflicts, []);

    public static readonly AllocateResult NoSuchResource = new(AllocateStatus.NoSuchResource, null, []);
    public static readonly AllocateResult KeyReused = new(AllocateStatus.KeyReused, null, []);

    [Id(0)]
    public AllocateStatus Status { get; }

    [Id(1)]
    public Allocation? Allocation { get; }

    /// <summary>The earliest conflicting allocations; there may be more.</summary>
    [Id(2)]
    public ImmutableArray<Allocation> Conflicts { get; }

    /// <summary>Free times of the same length, nearest first.</summary>
    [Id(3)]
    public ImmutableArray<Interval> Alternatives { get; private init; }

    [MemberNotNullWhen(true, nameof(Allocation))]
    public bool IsAllocated => Status == AllocateStatus.Allocated;

    public static AllocateResult Allocated(Allocation allocation) => new(AllocateStatus.Allocated, allocation, []);

    public static AllocateResult Overlap(IEnumerable<Allocation> conflicts, IEnumerable<Interval> alternatives) =>
        new(AllocateStatus.Overlap, null, [.. conflicts]) { Alternatives = [.. alternatives] };
}
