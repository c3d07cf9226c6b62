using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>What a declared attribute may be.</summary>
[GenerateSerializer, Immutable]
public sealed record AttributeRule
{
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required AttributeType Type { get; init; }

    /// <summary>It has to be there.</summary>
    [Id(2)]
    public bool IsRequired { get; init; }

    /// <summary>Of a string: it is one of these; none is any.</summary>
    [Id(3)]
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Of a string, in characters (Unicode code points).</summary>
    [Id(4)]
    public int? MaxLength { get; init; }

    /// <summary>Of an integer or a number: it is this or more.</summary>
    [Id(5)]
    public double? Minimum { get; init; }

    /// <summary>Of an integer or a number: it is this or less.</summary>
    [Id(6)]
    public double? Maximum { get; init; }
}
