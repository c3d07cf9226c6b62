namespace Inventory.Domain.Resources;

[GenerateSerializer, Immutable, Alias("inventory.resource")]
public sealed record Resource
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The name of its type, such as "Car".</summary>
    [Id(1)]
    public required string Type { get; init; }

    /// <summary>1 to 100 characters, unique among the existing resources of the type.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>A JSON object in UTF-8, unchanged; <c>default</c> is the empty object.</summary>
    [Id(3)]
    public ImmutableArray<byte> Attributes { get; init; }

    [Id(4)]
    public required Instant Created { get; init; }

    /// <summary>Its place in the type's list, from 1, never used twice.</summary>
    [Id(5)]
    public required long Ordinal { get; init; }

    /// <summary>The resource's version at the last change of its name or attributes.</summary>
    [Id(6)]
    public required long Version { get; init; }

    /// <summary>Its own rules, which override those of its type: a JSON object in UTF-8, unchanged; <c>default</c> for none.</summary>
    [Id(7)]
    public ImmutableArray<byte> Policy { get; init; }

    /// <summary>Of a pool, how many there are of it: 1 to 1,000,000; 0 for what exists once.</summary>
    [Id(8)]
    public int Units { get; init; }

    /// <summary>Of a whole: the resources of its type that it is made of, in the order that was given. Empty for a resource without parts.</summary>
    [Id(9)]
    public ImmutableArray<Guid> Parts { get; init; } = [];

    public bool IsWhole => !Parts.IsEmpty;

    /// <summary>About what its texts add to a page.</summary>
    public int CountBytes() => Name.Length + Attributes.AsSpan().Length;
}
