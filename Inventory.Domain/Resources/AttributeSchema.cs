using System.Collections.Immutable;
using Inventory.Domain.Time;

namespace Inventory.Domain.Resources;

/// <summary>What the attributes of a type's resources may be, as the configuration declares it.</summary>
/// <param name="Declared">Each name once.</param>
/// <param name="RefusesOthers">There may be no attributes but the declared ones.</param>
[GenerateSerializer, Immutable, Alias("inventory.attribute-schema")]
public sealed record AttributeSchema(ImmutableArray<AttributeDefinition> Declared, bool RefusesOthers)
{
    /// <summary>Any attributes.</summary>
    public static readonly AttributeSchema None = new([], RefusesOthers: false);
}

/// <summary>What a declared attribute may be.</summary>
[GenerateSerializer, Immutable, Alias("inventory.attribute-definition")]
public sealed record AttributeDefinition
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

/// <summary>What the value of a declared attribute is in JSON.</summary>
public enum AttributeType
{
    String = 1,

    /// <summary>A number without a fraction that every reader of JSON knows exactly: ±9007199254740991 at most (RFC 7493, 2.2).</summary>
    Integer = 2,

    /// <summary>Read as a double.</summary>
    Number = 3,

    Boolean = 4,

    /// <summary>A string that is a moment; see <see cref="Rfc3339"/>.</summary>
    DateTime = 5,
}

/// <summary>What is wrong with an attribute.</summary>
/// <param name="Name">Of the attribute, whether it is there or missing.</param>
/// <param name="Detail">A sentence.</param>
[GenerateSerializer, Immutable, Alias("inventory.attribute-error")]
public sealed record AttributeError(string Name, string Detail);
