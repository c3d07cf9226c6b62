using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

/// <summary>Requests for the allocations of one resource, in order.</summary>
[GenerateSerializer, Immutable, Alias("inventory.decide-all-request")]
public sealed record DecideAllRequest
{
    [Id(0)]
    public required ImmutableArray<AllocationOperation> Operations { get; init; }

    /// <summary>All take effect, or none. If not, each is decided on its own.</summary>
    [Id(1)]
    public bool IsAtomic { get; init; }

    /// <summary>Of an atomic request: only judges.</summary>
    [Id(2)]
    public bool IsPreview { get; init; }

    /// <summary>Of an atomic request: what the caller has counted is true only of these versions.</summary>
    [Id(3)]
    public ImmutableArray<ExpectedVersion> Expected { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("inventory.expected-version")]
public readonly record struct ExpectedVersion([property: Id(0)] Guid Allocation, [property: Id(1)] long Version);

/// <summary>One of the four requests.</summary>
[GenerateSerializer, Immutable, Alias("inventory.allocation-operation")]
public sealed record AllocationOperation
{
    [Id(0)]
    public AllocateRequest? Allocate { get; init; }

    [Id(1)]
    public UpdateAllocationRequest? Update { get; init; }

    [Id(2)]
    public ReleaseRequest? Release { get; init; }

    [Id(3)]
    public ConfirmRequest? Confirm { get; init; }

    /// <summary>Of an atomic request, in place of that of the request itself.</summary>
    [Id(4)]
    public IdempotencyKey? Key { get; init; }
}

/// <summary>The result of the one request.</summary>
[GenerateSerializer, Immutable, Alias("inventory.allocation-operation-result")]
public sealed record AllocationOperationResult
{
    [Id(0)]
    public AllocateResult? Allocate { get; init; }

    [Id(1)]
    public UpdateAllocationResult? Update { get; init; }

    [Id(2)]
    public ReleaseResult? Release { get; init; }

    [Id(3)]
    public ConfirmResult? Confirm { get; init; }

    public bool IsAccepted => Allocate?.IsAllocated == true || Update?.IsUpdated == true || Release?.Status == ReleaseStatus.Released || Confirm?.IsFirm == true;
}

public enum DecideAllStatus
{
    /// <summary>Each on its own; of an atomic request, all took effect.</summary>
    Decided = 1,

    /// <summary>At least one was refused, so that none took effect. The results are what would have been.</summary>
    Refused = 2,

    /// <summary>The caller knows less than the resource: a version is another, or a key is known by now. Nothing took effect.</summary>
    Outdated = 3,
}

/// <summary>In the order of the requests; empty if outdated.</summary>
[GenerateSerializer, Immutable, Alias("inventory.decide-all-result")]
public sealed record DecideAllResult(DecideAllStatus Status, ImmutableArray<AllocationOperationResult> Results)
{
    public static readonly DecideAllResult Outdated = new(DecideAllStatus.Outdated, []);
}

/// <summary>Operations of an atomic request that may have taken effect before.</summary>
[GenerateSerializer, Immutable, Alias("inventory.find-decided-request")]
public sealed record FindDecidedRequest(string ResourceType, ImmutableArray<DecidedOperation> Operations);

/// <param name="Key">Of the operation.</param>
/// <param name="Kind">Which of the requests it is.</param>
/// <param name="Allocation">The one that it names; <c>null</c> for a new one.</param>
[GenerateSerializer, Immutable, Alias("inventory.decided-operation")]
public sealed record DecidedOperation(IdempotencyKey Key, OperationKind Kind, Guid? Allocation);

public enum OperationKind
{
    Allocate = 1,
    Update = 2,
    Release = 3,
    Confirm = 4,
}

public enum FindDecidedStatus
{
    Found = 1,
    NotFound = 2,

    /// <summary>A key belongs to another request.</summary>
    KeyReused = 3,
}

/// <summary>The first results, in the order of the operations; empty if not found.</summary>
[GenerateSerializer, Immutable, Alias("inventory.find-decided-result")]
public sealed record FindDecidedResult(FindDecidedStatus Status, ImmutableArray<AllocationOperationResult> Results)
{
    public static readonly FindDecidedResult NotFound = new(FindDecidedStatus.NotFound, []);
    public static readonly FindDecidedResult KeyReused = new(FindDecidedStatus.KeyReused, []);
}
