using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>A JSON merge patch (RFC 7396).</summary>
[GenerateSerializer, Immutable, Alias("inventory.update-resource-request")]
public sealed record UpdateResourceRequest
{
    [Id(0)]
    public required string Type { get; init; }

    [Id(1)]
    public required Guid Id { get; init; }

    /// <summary><c>null</c> keeps the name.</summary>
    [Id(2)]
    public string? Name { get; init; }

    /// <summary>A merge patch: a JSON object, <c>null</c> to empty the attributes, or <c>default</c> to keep them.</summary>
    [Id(3)]
    public ImmutableArray<byte> Attributes { get; init; }

    [Id(4)]
    public Precondition IfMatch { get; init; }

    [Id(5)]
    public Caller? RequestedBy { get; init; }

    /// <summary>
    /// For the attributes after the merge; <c>null</c> allows anything. Only the gateway knows the configuration, so the request brings the rules.
    /// They are checked in the turn that merges: nobody can change the attributes in between.
    /// </summary>
    [Id(6)]
    public AttributeSchema? Rules { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(7)]
    public bool IsPreview { get; init; }

    /// <summary>Of a pool; <c>null</c> keeps them.</summary>
    [Id(8)]
    public int? Units { get; init; }
}

public enum UpdateResourceStatus
{
    Updated = 1,
    NotFound = 2,
    PreconditionFailed = 3,
    NameTaken = 4,
    AttributesTooLong = 5,

    /// <summary>For the registry alone: its cached names are outdated, so it loads and tries again.</summary>
    RegisterStale = 6,

    AttributesInvalid = 7,

    /// <summary>More units of the pool are taken, now or later.</summary>
    UnitsInUse = 8,
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

    [Id(2)]
    public ImmutableArray<AttributeError> Faults { get; private init; } = [];

    [MemberNotNullWhen(true, nameof(Resource))]
    public bool IsUpdated => Status == UpdateResourceStatus.Updated;

    /// <summary>The most units that are taken at a moment from now on.</summary>
    [Id(3)]
    public long Taken { get; private init; }

    public static UpdateResourceResult UnitsInUse(long taken) => new(UpdateResourceStatus.UnitsInUse) { Taken = taken };

    public static UpdateResourceResult Updated(Resource resource) => new(UpdateResourceStatus.Updated, resource);

    public static UpdateResourceResult AttributesInvalid(ImmutableArray<AttributeError> faults) => new(UpdateResourceStatus.AttributesInvalid) { Faults = faults };
}
