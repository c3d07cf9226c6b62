using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Allocations;

/// <summary>A change of one allocation: what is <c>null</c> or <c>default</c> stays.</summary>
[GenerateSerializer, Immutable, Alias("inventory.update-allocation-request")]
public sealed record UpdateAllocationRequest
{
    /// <summary>The type that the resource is taken for.</summary>
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid AllocationId { get; init; }

    [Id(2)]
    public Instant? From { get; init; }

    [Id(3)]
    public Instant? To { get; init; }

    /// <summary>Without a new start, the one that it has must be finite.</summary>
    [Id(4)]
    public bool NeedsFiniteFrom { get; init; }

    /// <summary>Without a new end, the one that it has must be finite.</summary>
    [Id(5)]
    public bool NeedsFiniteTo { get; init; }

    [Id(6)]
    public AllocationDetailsPatch Details { get; init; } = new();

    [Id(7)]
    public Precondition IfMatch { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(8)]
    public Caller? RequestedBy { get; init; }
}

public enum UpdateAllocationStatus
{
    Updated = 1,

    NoSuchResource = 2,

    NoSuchAllocation = 3,

    /// <summary>The allocation is not at a version that the caller named.</summary>
    PreconditionFailed = 4,

    /// <summary>Together with the bound that stays, the new one makes an empty or reversed time.</summary>
    EmptyInterval = 5,

    /// <summary>The merged dump is longer than an allocation may carry.</summary>
    DumpTooLong = 6,

    /// <summary>Other allocations are in the way.</summary>
    Overlap = 7,

    /// <summary>The start or end was said to be finite, and which it is was never said.</summary>
    BoundMissing = 8,
}

[GenerateSerializer, Immutable, Alias("inventory.update-allocation-result")]
public sealed record UpdateAllocationResult
{
    private UpdateAllocationResult(UpdateAllocationStatus status) => (Status, Conflicts, Alternatives) = (status, [], []);

    public static readonly UpdateAllocationResult NoSuchResource = new(UpdateAllocationStatus.NoSuchResource);

    public static readonly UpdateAllocationResult NoSuchAllocation = new(UpdateAllocationStatus.NoSuchAllocation);

    public static readonly UpdateAllocationResult PreconditionFailed = new(UpdateAllocationStatus.PreconditionFailed);

    public static readonly UpdateAllocationResult EmptyInterval = new(UpdateAllocationStatus.EmptyInterval);

    public static readonly UpdateAllocationResult BoundMissing = new(UpdateAllocationStatus.BoundMissing);

    public static readonly UpdateAllocationResult DumpTooLong = new(UpdateAllocationStatus.DumpTooLong);

    [Id(0)]
    public UpdateAllocationStatus Status { get; private init; }

    [Id(1)]
    public Allocation? Allocation { get; private init; }

    /// <summary>The first of the allocations in the way, by start.</summary>
    [Id(2)]
    public ImmutableArray<Allocation> Conflicts { get; private init; }

    /// <summary>The nearest free times of the same length, nearest first.</summary>
    [Id(3)]
    public ImmutableArray<Interval> Alternatives { get; private init; }

    [MemberNotNullWhen(true, nameof(Allocation))]
    public bool IsUpdated => Status == UpdateAllocationStatus.Updated;

    public static UpdateAllocationResult Updated(Allocation allocation) => new(UpdateAllocationStatus.Updated) { Allocation = allocation };

    public static UpdateAllocationResult Overlap(IEnumerable<Allocation> conflicts, IEnumerable<Interval> alternatives) =>
        new(UpdateAllocationStatus.Overlap) { Conflicts = [.. conflicts], Alternatives = [.. alternatives] };
}
