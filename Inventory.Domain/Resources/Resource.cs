using System.Collections.Immutable;
using Inventory.Domain.Time;

namespace Inventory.Domain.Resources;

/// <summary>A thing that exists once, and can be allocated.</summary>
[GenerateSerializer, Immutable, Alias("inventory.resource")]
public sealed record Resource
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The name of its type: "Car".</summary>
    [Id(1)]
    public required string Type { get; init; }

    /// <summary>1 to 100 characters, unique among the resources of the type that are not deleted.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>A JSON object in UTF-8, as it was given. <c>default</c> is the empty object.</summary>
    [Id(3)]
    public ImmutableArray<byte> Attributes { get; init; }

    [Id(4)]
    public required Instant Created { get; init; }

    /// <summary>Its place in the type's register, from 1: the order of listing, never used twice.</summary>
    [Id(5)]
    public required long Ordinal { get; init; }

    /// <summary>The resource's version at which its name or attributes last changed; 1 when it is made.</summary>
    [Id(6)]
    public required long Version { get; init; }
}
