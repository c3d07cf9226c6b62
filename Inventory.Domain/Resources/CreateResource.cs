using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <param name="Name">See <see cref="Resource.Name"/>.</param>
/// <param name="Attributes">See <see cref="Resource.Attributes"/>.</param>
/// <param name="Key">The key of the request, if it carried one.</param>
/// <param name="RequestedBy">Who asks; <c>null</c> for an operator without a name.</param>
[GenerateSerializer, Immutable, Alias("inventory.create-resource-request")]
public sealed record CreateResourceRequest(string Name, ImmutableArray<byte> Attributes, IdempotencyKey? Key = null, Caller? RequestedBy = null) : IIdempotentRequest;

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

[GenerateSerializer, Immutable, Alias("inventory.create-resource-result")]
public sealed record CreateResourceResult
{
    private CreateResourceResult(CreateResourceStatus status, Resource? resource = null) => (Status, Resource) = (status, resource);

    public static readonly CreateResourceResult NameTaken = new(CreateResourceStatus.NameTaken);

    public static readonly CreateResourceResult RegistryStale = new(CreateResourceStatus.RegisterStale);

    public static readonly CreateResourceResult KeyReused = new(CreateResourceStatus.KeyReused);

    [Id(0)]
    public CreateResourceStatus Status { get; }

    [Id(1)]
    public Resource? Resource { get; }

    [MemberNotNullWhen(true, nameof(Resource))]
    public bool IsCreated => Status == CreateResourceStatus.Created;

    public static CreateResourceResult Created(Resource resource) => new(CreateResourceStatus.Created, resource);
}
