using System.Diagnostics.CodeAnalysis;

namespace Inventory.Contracts;

public enum CreateResourceStatus
{
    Created = 1,

    /// <summary>Another resource of the type has the name.</summary>
    NameTaken = 2,

    /// <summary>To the register alone: name or ordinal are not what it believes. It loads and tries again.</summary>
    RegisterStale = 3,

    /// <summary>The request's key was used before, for another request.</summary>
    KeyReused = 4,
}

[GenerateSerializer, Immutable]
public sealed record CreateResourceResult
{
    private CreateResourceResult(CreateResourceStatus status, Resource? resource = null) => (Status, Resource) = (status, resource);

    public static readonly CreateResourceResult NameTaken = new(CreateResourceStatus.NameTaken);

    public static readonly CreateResourceResult RegisterStale = new(CreateResourceStatus.RegisterStale);

    public static readonly CreateResourceResult KeyReused = new(CreateResourceStatus.KeyReused);

    [Id(0)]
    public CreateResourceStatus Status { get; }

    [Id(1)]
    public Resource? Resource { get; }

    [MemberNotNullWhen(true, nameof(Resource))]
    public bool IsCreated => Status == CreateResourceStatus.Created;

    public static CreateResourceResult Created(Resource resource) => new(CreateResourceStatus.Created, resource);
}
