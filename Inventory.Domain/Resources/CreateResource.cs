using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

[GenerateSerializer, Immutable, Alias("inventory.create-resource-request")]
public sealed record CreateResourceRequest(string Name, ImmutableArray<byte> Attributes, IdempotencyKey? Key = null, Caller? RequestedBy = null) : IIdempotentRequest
{
    /// <summary>Only judges: nothing changes.</summary>
    [Id(0)]
    public bool IsPreview { get; init; }

    /// <summary>Of a pool; 0 for what exists once.</summary>
    [Id(1)]
    public int Units { get; init; }

    /// <summary>Of a whole; empty for a resource without parts.</summary>
    [Id(2)]
    public ImmutableArray<Guid> Parts { get; init; } = [];
}

public enum CreateResourceStatus
{
    Created = 1,
    NameTaken = 2,

    /// <summary>For the registry alone: its cached names or ordinals are outdated, so it loads and tries again.</summary>
    RegisterStale = 3,

    KeyReused = 4,

    /// <summary>Some of the parts are not there, or have parts themselves.</summary>
    PartsRefused = 5,
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

    /// <summary>The parts that cannot be parts.</summary>
    [Id(2)]
    public ImmutableArray<RefusedPart> RefusedParts { get; private init; } = [];

    [MemberNotNullWhen(true, nameof(Resource))]
    public bool IsCreated => Status == CreateResourceStatus.Created;

    public static CreateResourceResult Created(Resource resource) => new(CreateResourceStatus.Created, resource);

    public static CreateResourceResult PartsRefused(ImmutableArray<RefusedPart> parts) => new(CreateResourceStatus.PartsRefused) { RefusedParts = parts };
}

/// <param name="Part">Its id.</param>
/// <param name="IsWhole">It has parts itself; if not, it is not there.</param>
[GenerateSerializer, Immutable, Alias("inventory.refused-part")]
public readonly record struct RefusedPart(Guid Part, bool IsWhole);
