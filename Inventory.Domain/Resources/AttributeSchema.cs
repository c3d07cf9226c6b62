namespace Inventory.Domain.Resources;

/// <summary>The attributes that the configuration declares for a type; <paramref name="RefusesOthers"/> forbids all others.</summary>
[GenerateSerializer, Immutable, Alias("inventory.attribute-schema")]
public sealed record AttributeSchema(ImmutableArray<AttributeDefinition> Declared, bool RefusesOthers)
{
    /// <summary>Allows any attributes.</summary>
    public static readonly AttributeSchema None = new([], RefusesOthers: false);
}

[GenerateSerializer, Immutable, Alias("inventory.attribute-definition")]
public sealed record AttributeDefinition
{
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required AttributeType Type { get; init; }

    [Id(2)]
    public bool IsRequired { get; init; }

    /// <summary>Allowed strings; empty allows any.</summary>
    [Id(3)]
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Of a string, in Unicode code points.</summary>
    [Id(4)]
    public int? MaxLength { get; init; }

    /// <summary>Of an integer or a number, inclusive.</summary>
    [Id(5)]
    public double? Minimum { get; init; }

    [Id(6)]
    public double? Maximum { get; init; }

    /// <summary>Who has no token may read it too.</summary>
    [Id(7)]
    public bool IsPublic { get; init; }
}

public enum AttributeType
{
    String = 1,

    /// <summary>A number without a fraction that every JSON reader knows exactly: at most ±9007199254740991 (RFC 7493, 2.2).</summary>
    Integer = 2,

    /// <summary>Read as a double.</summary>
    Number = 3,

    Boolean = 4,

    /// <summary>A string with a moment; see <see cref="Rfc3339"/>.</summary>
    DateTime = 5,
}

/// <summary><paramref name="Detail"/> is a sentence.</summary>
[GenerateSerializer, Immutable, Alias("inventory.attribute-error")]
public sealed record AttributeError(string Name, string Detail);
