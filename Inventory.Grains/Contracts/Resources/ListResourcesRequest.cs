using System.Collections.Immutable;

namespace Inventory.Contracts;

[GenerateSerializer, Immutable]
public sealed record ListResourcesRequest
{
    /// <summary>Only the resource that has exactly this name; <c>null</c> for all.</summary>
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>Only resources with a higher ordinal.</summary>
    [Id(1)]
    public long After { get; init; }

    /// <summary>How many at most, 1 or more.</summary>
    [Id(2)]
    public required int Limit { get; init; }

    /// <summary>Only resources that all of these ask for.</summary>
    [Id(3)]
    public ImmutableArray<AttributeFilter> Attributes { get; init; } = [];
}
