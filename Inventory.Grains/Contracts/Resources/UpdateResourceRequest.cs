using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>A JSON merge patch (RFC 7396) of a resource.</summary>
[GenerateSerializer, Immutable]
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
    public Caller? By { get; init; }

    /// <summary>
    /// What the attributes have to be after the merge, if they are patched; <c>null</c> for anything. The gateway has the configuration, a silo may not: so the rules
    /// come with the request, and are judged in the turn that merges. Nobody can change the attributes between the one and the other.
    /// </summary>
    [Id(6)]
    public AttributeRules? Rules { get; init; }
}
