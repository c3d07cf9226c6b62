namespace Inventory.Contracts;

[GenerateSerializer, Immutable]
public sealed record FindFreeRequest
{
    [Id(0)]
    public required Interval Window { get; init; }

    /// <summary>Only resources with a higher ordinal.</summary>
    [Id(1)]
    public long After { get; init; }

    /// <summary>How many at most, 1 or more.</summary>
    [Id(2)]
    public required int Limit { get; init; }
}
