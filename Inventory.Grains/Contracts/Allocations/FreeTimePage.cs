using System.Collections.Immutable;

namespace Inventory.Contracts;

public enum FreeTimePageStatus
{
    Listed = 1,

    NoSuchResource = 2,
}

[GenerateSerializer, Immutable]
public sealed record FreeTimePage
{
    private FreeTimePage(FreeTimePageStatus status, ImmutableArray<Interval> times, bool hasMore) => (Status, Times, HasMore) = (status, times, hasMore);

    public static readonly FreeTimePage NoSuchResource = new(FreeTimePageStatus.NoSuchResource, [], false);

    [Id(0)]
    public FreeTimePageStatus Status { get; }

    /// <summary>By start.</summary>
    [Id(1)]
    public ImmutableArray<Interval> Times { get; }

    /// <summary>There are more, after the last one.</summary>
    [Id(2)]
    public bool HasMore { get; }

    public static FreeTimePage Of(IEnumerable<Interval> times, bool hasMore) => new(FreeTimePageStatus.Listed, [.. times], hasMore);
}
