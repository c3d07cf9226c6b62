using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

[GenerateSerializer, Immutable, Alias("inventory.delete-resource-request")]
public sealed record DeleteResourceRequest
{
    [Id(0)]
    public required string Type { get; init; }

    [Id(1)]
    public required Guid Id { get; init; }

    /// <summary>Release the allocations that have not ended, instead of refusing.</summary>
    [Id(2)]
    public bool Force { get; init; }

    [Id(3)]
    public Precondition IfMatch { get; init; }

    [Id(4)]
    public Caller? RequestedBy { get; init; }
}

public enum DeleteResourceStatus
{
    Deleted = 1,
    NotFound = 2,
    PreconditionFailed = 3,

    /// <summary>There are allocations that have not ended.</summary>
    InUse = 4,
}

[GenerateSerializer, Immutable, Alias("inventory.delete-resource-result")]
public sealed record DeleteResourceResult
{
    private DeleteResourceResult(DeleteResourceStatus status, ImmutableArray<Allocation> conflicts) => (Status, Conflicts) = (status, conflicts);

    public static readonly DeleteResourceResult Deleted = new(DeleteResourceStatus.Deleted, []);
    public static readonly DeleteResourceResult NotFound = new(DeleteResourceStatus.NotFound, []);
    public static readonly DeleteResourceResult PreconditionFailed = new(DeleteResourceStatus.PreconditionFailed, []);

    [Id(0)]
    public DeleteResourceStatus Status { get; }

    /// <summary>The earliest allocations that have not ended; there may be more.</summary>
    [Id(1)]
    public ImmutableArray<Allocation> Conflicts { get; }

    public static DeleteResourceResult InUse(IEnumerable<Allocation> conflicts) => new(DeleteResourceStatus.InUse, [.. conflicts]);
}
