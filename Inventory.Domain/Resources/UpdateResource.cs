using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>A JSON merge patch (RFC 7396) of a resource.</summary>
[GenerateSerializer, Immutable, Alias("inventory.update-resource-request")]
public sealed record UpdateResourceRequest
{
    [Id(0)]
    public required string Type { get; init; }

    [Id(1)]
    public required Guid Id { get; init; }

    /// <summary>The new name, or <c>null</c> to keep it.</summary>
    [Id(2)]
    public string? Name { get; init; }

    /// <summary>What to merge into the attributes: a JSON object, <c>null</c> to empty them, or <c>default</c> to keep them.</summary>
    [Id(3)]
    public ImmutableArray<byte> Attributes { get; init; }

    [Id(4)]
    public Precondition IfMatch { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(5)]
    public Caller? RequestedBy { get; init; }

    /// <summary>
    /// What the attributes have to be after the merge, if they are patched; <c>null</c> for anything. The gateway has the configuration, a silo may not: so the rules
    /// come with the request, and are judged in the turn that merges. Nobody can change the attributes between the one and the other.
    /// </summary>
    [Id(6)]
    public AttributeSchema? Rules { get; init; }
}

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

[GenerateSerializer, Immutable, Alias("inventory.update-resource-result")]
public sealed record UpdateResourceResult
{
    private UpdateResourceResult(UpdateResourceStatus status, Resource? resource = null) => (Status, Resource) = (status, resource);

    public static readonly UpdateResourceResult NotFound = new(UpdateResourceStatus.NotFound);

    public static readonly UpdateResourceResult PreconditionFailed = new(UpdateResourceStatus.PreconditionFailed);

    public static readonly UpdateResourceResult NameTaken = new(UpdateResourceStatus.NameTaken);

    public static readonly UpdateResourceResult AttributesTooLong = new(UpdateResourceStatus.AttributesTooLong);

    public static readonly UpdateResourceResult RegistryStale = new(UpdateResourceStatus.RegisterStale);

    [Id(0)]
    public UpdateResourceStatus Status { get; }

    [Id(1)]
    public Resource? Resource { get; }

    /// <summary>All that is wrong with the merged attributes.</summary>
    [Id(2)]
    public ImmutableArray<AttributeError> Faults { get; private init; } = [];

    [MemberNotNullWhen(true, nameof(Resource))]
    public bool IsUpdated => Status == UpdateResourceStatus.Updated;

    public static UpdateResourceResult Updated(Resource resource) => new(UpdateResourceStatus.Updated, resource);

    public static UpdateResourceResult AttributesInvalid(ImmutableArray<AttributeError> faults) => new(UpdateResourceStatus.AttributesInvalid) { Faults = faults };
}
