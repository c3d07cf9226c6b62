using System.Collections.Immutable;

namespace Inventory.Contracts;

public enum DeleteResourceStatus
{
    Deleted = 1,

    NotFound = 2,

    /// <summary>The resource is not at a version that the caller named.</summary>
    PreconditionFailed = 3,

    /// <summary>There are allocations that have not ended.</summary>
    InUse = 4,
}

[GenerateSerializer, Immutable]
public sealed record DeleteResourceResult
{
    private DeleteResourceResult(DeleteResourceStatus status, ImmutableArray<Allocation> conflicts) => (Status, Conflicts) = (status, conflicts);

    public static readonly DeleteResourceResult Deleted = new(DeleteResourceStatus.Deleted, []);

    public static readonly DeleteResourceResult NotFound = new(DeleteResourceStatus.NotFound, []);

    public static readonly DeleteResourceResult PreconditionFailed = new(DeleteResourceStatus.PreconditionFailed, []);

    [Id(0)]
    public DeleteResourceStatus Status { get; }

    /// <summary>The first of the allocations that have not ended, by start.</summary>
    [Id(1)]
    public ImmutableArray<Allocation> Conflicts { get; }

    public static DeleteResourceResult InUse(IEnumerable<Allocation> conflicts) => new(DeleteResourceStatus.InUse, [.. conflicts]);
}
