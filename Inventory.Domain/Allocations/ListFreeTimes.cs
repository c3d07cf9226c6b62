namespace Inventory.Domain.Allocations;

[GenerateSerializer, Immutable, Alias("inventory.list-free-times-request")]
public sealed record ListFreeTimesRequest
{
    [Id(0)]
    public required string ResourceType { get; init; }

    /// <summary>Results are cut to it.</summary>
    [Id(1)]
    public required Interval Window { get; init; }

    /// <summary>More than zero.</summary>
    [Id(2)]
    public required TimeSpan AtLeast { get; init; }

    [Id(3)]
    public required int Limit { get; init; }

    /// <summary>Of the allocation that somebody wants; <c>null</c> for any.</summary>
    [Id(4)]
    public string? AllocationType { get; init; }

    /// <summary>Of a pool, how many units have to be free.</summary>
    [Id(5)]
    public int Units { get; init; } = 1;
}

public enum FreeTimePageStatus
{
    Listed = 1,
    NoSuchResource = 2,
}

[GenerateSerializer, Immutable, Alias("inventory.free-time-page")]
public sealed record FreeTimePage
{
    private FreeTimePage(FreeTimePageStatus status, ImmutableArray<Interval> times, bool hasMore) => (Status, Times, HasMore) = (status, times, hasMore);

    public static readonly FreeTimePage NoSuchResource = new(FreeTimePageStatus.NoSuchResource, [], false);

    [Id(0)]
    public FreeTimePageStatus Status { get; }

    /// <summary>By start.</summary>
    [Id(1)]
    public ImmutableArray<Interval> Times { get; }

    [Id(2)]
    public bool HasMore { get; }

    public static FreeTimePage Of(IEnumerable<Interval> times, bool hasMore) => new(FreeTimePageStatus.Listed, [.. times], hasMore);
}
