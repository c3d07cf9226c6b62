using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Allocations;

[GenerateSerializer, Immutable, Alias("inventory.allocate-request")]
public sealed record AllocateRequest : IIdempotentRequest
{
    /// <summary>The type that the resource is taken for.</summary>
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Interval Interval { get; init; }

    [Id(2)]
    public required AllocationDetails Details { get; init; }

    /// <summary>How long it is held, from the decision on, if nobody confirms it; <c>null</c> for a firm allocation.</summary>
    [Id(3)]
    public TimeSpan? Hold { get; init; }

    [Id(4)]
    public IdempotencyKey? Key { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(5)]
    public Caller? RequestedBy { get; init; }
}

public enum AllocateStatus
{
    Allocated = 1,

    NoSuchResource = 2,

    /// <summary>Other allocations are in the way.</summary>
    Overlap = 3,

    /// <summary>The request's key was used before, for another request.</summary>
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

    /// <summary>The first of the allocations in the way, by start.</summary>
    [Id(2)]
    public ImmutableArray<Allocation> Conflicts { get; }

    /// <summary>The nearest free times of the same length, nearest first.</summary>
    [Id(3)]
    public ImmutableArray<Interval> Alternatives { get; private init; }

    [MemberNotNullWhen(true, nameof(Allocation))]
    public bool IsAllocated => Status == AllocateStatus.Allocated;

    public static AllocateResult Allocated(Allocation allocation) => new(AllocateStatus.Allocated, allocation, []);

    public static AllocateResult Overlap(IEnumerable<Allocation> conflicts, IEnumerable<Interval> alternatives) =>
        new(AllocateStatus.Overlap, null, [.. conflicts]) { Alternatives = [.. alternatives] };
}
