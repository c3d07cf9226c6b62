namespace Inventory.Contracts;

[GenerateSerializer, Immutable]
public sealed record ListAllocationsRequest
{
    /// <summary>The type that the resource is taken for.</summary>
    [Id(0)]
    public required string ResourceType { get; init; }

    /// <summary>Only allocations that overlap it.</summary>
    [Id(1)]
    public required Interval Window { get; init; }

    /// <summary>Only allocations that start later; <c>null</c> for all.</summary>
    [Id(2)]
    public Instant? After { get; init; }

    /// <summary>How many at most, 1 or more.</summary>
    [Id(3)]
    public required int Limit { get; init; }

    /// <summary>The caller has the answer of this version of the resource and wants none if it still holds; <c>null</c> when it has none.</summary>
    [Id(4)]
    public long? KnownVersion { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(5)]
    public Caller? By { get; init; }
}
