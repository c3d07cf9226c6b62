using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

[GenerateSerializer, Immutable, Alias("inventory.list-allocations-request")]
public sealed record ListAllocationsRequest
{
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Interval Window { get; init; }

    /// <summary>Only allocations that start later; <c>null</c> for all.</summary>
    [Id(2)]
    public Instant? After { get; init; }

    [Id(3)]
    public required int Limit { get; init; }

    /// <summary>If the resource still has this version, the answer is <see cref="AllocationPageStatus.Unchanged"/>.</summary>
    [Id(4)]
    public long? KnownVersion { get; init; }

    [Id(5)]
    public Caller? RequestedBy { get; init; }

    [Id(6)]
    public string? Reference { get; init; }

    /// <summary>Of a pool, where several may start at once: of those that start at <see cref="After"/>, only those with a higher id.</summary>
    [Id(7)]
    public Guid? AfterId { get; init; }

    /// <summary>Of a pool: leaves out so many at the begin.</summary>
    [Id(8)]
    public int Skip { get; init; }

    public bool IsPassed(Allocation allocation) =>
        After is { } after && (allocation.Interval.From < after || (allocation.Interval.From == after && (AfterId is not { } id || allocation.Id.CompareTo(id) <= 0)));

    public bool IsFiltered => Reference is not null || RequestedBy?.Customer is not null;

    public bool Includes(Allocation allocation) => (Reference is null || Reference == allocation.Reference) && RequestedBy?.MaySee(allocation.Owner) != false;
}

public enum AllocationPageStatus
{
    Listed = 1,
    Unchanged = 2,
    NoSuchResource = 3,
}

[GenerateSerializer, Immutable, Alias("inventory.allocation-page")]
public sealed record AllocationPage
{
    private AllocationPage(AllocationPageStatus status) => (Status, Allocations) = (status, []);

    public static readonly AllocationPage Unchanged = new(AllocationPageStatus.Unchanged);
    public static readonly AllocationPage NoSuchResource = new(AllocationPageStatus.NoSuchResource);

    [Id(0)]
    public AllocationPageStatus Status { get; private init; }

    /// <summary>By start.</summary>
    [Id(1)]
    public ImmutableArray<Allocation> Allocations { get; private init; }

    [Id(2)]
    public bool HasMore { get; private init; }

    /// <summary>Holds expire without a new version, so the answer may change.</summary>
    [Id(4)]
    public bool HasHolds { get; private init; }

    [Id(3)]
    public long Version { get; private init; }

    public static AllocationPage Of(long version, IReadOnlyList<Allocation> allocations, bool hasMore, bool hasHolds) =>
        new(AllocationPageStatus.Listed) { Version = version, Allocations = [.. allocations], HasMore = hasMore, HasHolds = hasHolds };
}

public enum FindAllocationStatus
{
    Found = 1,
    NoSuchResource = 2,
    NoSuchAllocation = 3,
}

[GenerateSerializer, Immutable, Alias("inventory.find-allocation-result")]
public sealed record FindAllocationResult
{
    private FindAllocationResult(FindAllocationStatus status, Allocation? allocation = null) => (Status, Allocation) = (status, allocation);

    public static readonly FindAllocationResult NoSuchResource = new(FindAllocationStatus.NoSuchResource);
    public static readonly FindAllocationResult NoSuchAllocation = new(FindAllocationStatus.NoSuchAllocation);

    [Id(0)]
    public FindAllocationStatus Status { get; }

    [Id(1)]
    public Allocation? Allocation { get; }

    [MemberNotNullWhen(true, nameof(Allocation))]
    public bool IsFound => Status == FindAllocationStatus.Found;

    public static FindAllocationResult Found(Allocation allocation) => new(FindAllocationStatus.Found, allocation);
}
