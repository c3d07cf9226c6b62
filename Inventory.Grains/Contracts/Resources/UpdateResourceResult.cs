using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Inventory.Contracts;

public enum UpdateResourceStatus
{
    Updated = 1,

    NotFound = 2,

    /// <summary>The resource is not at a version that the caller named.</summary>
    PreconditionFailed = 3,

    /// <summary>Another resource of the type has the name.</summary>
    NameTaken = 4,

    /// <summary>The merged attributes are longer than a resource may carry.</summary>
    AttributesTooLong = 5,

    /// <summary>To the register alone: the name is not as free as it believes. It loads and tries again.</summary>
    RegisterStale = 6,

    /// <summary>The merged attributes break rules that the request came with.</summary>
    AttributesInvalid = 7,
}

[GenerateSerializer, Immutable]
public sealed record UpdateResourceResult
{
    private UpdateResourceResult(UpdateResourceStatus status, Resource? resource = null) => (Status, Resource) = (status, resource);

    public static readonly UpdateResourceResult NotFound = new(UpdateResourceStatus.NotFound);

    public static readonly UpdateResourceResult PreconditionFailed = new(UpdateResourceStatus.PreconditionFailed);

    public static readonly UpdateResourceResult NameTaken = new(UpdateResourceStatus.NameTaken);

    public static readonly UpdateResourceResult AttributesTooLong = new(UpdateResourceStatus.AttributesTooLong);

    public static readonly UpdateResourceResult RegisterStale = new(UpdateResourceStatus.RegisterStale);

    [Id(0)]
    public UpdateResourceStatus Status { get; }

    [Id(1)]
    public Resource? Resource { get; }

    /// <summary>All that is wrong with the merged attributes.</summary>
    [Id(2)]
    public ImmutableArray<AttributeFault> Faults { get; private init; } = [];

    [MemberNotNullWhen(true, nameof(Resource))]
    public bool IsUpdated => Status == UpdateResourceStatus.Updated;

    public static UpdateResourceResult Updated(Resource resource) => new(UpdateResourceStatus.Updated, resource);

    public static UpdateResourceResult AttributesInvalid(ImmutableArray<AttributeFault> faults) => new(UpdateResourceStatus.AttributesInvalid) { Faults = faults };
}
