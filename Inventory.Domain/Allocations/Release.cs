using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

[GenerateSerializer, Immutable, Alias("inventory.release-request")]
public sealed record ReleaseRequest
{
    /// <summary>The type that the resource is taken for.</summary>
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid AllocationId { get; init; }

    [Id(2)]
    public Precondition IfMatch { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(3)]
    public Caller? RequestedBy { get; init; }
}

/// <summary>How a release ended. It has no facts besides.</summary>
[GenerateSerializer, Alias("inventory.release-result")]
public enum ReleaseResult
{
    Released = 1,

    NoSuchResource = 2,

    NoSuchAllocation = 3,

    /// <summary>The allocation is not at a version that the caller named.</summary>
    PreconditionFailed = 4,
}
