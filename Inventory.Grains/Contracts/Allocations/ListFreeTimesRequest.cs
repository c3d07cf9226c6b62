namespace Inventory.Contracts;

[GenerateSerializer, Immutable]
public sealed record ListFreeTimesRequest
{
    /// <summary>The type that the resource is taken for.</summary>
    [Id(0)]
    public required string ResourceType { get; init; }

    /// <summary>Where to look; what is found is cut to it.</summary>
    [Id(1)]
    public required Interval Window { get; init; }

    /// <summary>The shortest time to find, more than zero.</summary>
    [Id(2)]
    public required TimeSpan AtLeast { get; init; }

    /// <summary>How many at most, 1 or more.</summary>
    [Id(3)]
    public required int Limit { get; init; }
}
