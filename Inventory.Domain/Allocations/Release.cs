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
}

[GenerateSerializer, Alias("inventory.release-result")]
public enum ReleaseResult
{
    Released = 1,
    NoSuchResource = 2,
    NoSuchAllocation = 3,
    PreconditionFailed = 4,
}
