using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;

namespace Inventory.Domain.Series;

public enum SeriesStatus
{
    /// <summary>Whether its occurrences are allocated, the resource knows.</summary>
    Creating = 1,

    Active = 2,
    Deleted = 3,
}

/// <summary>Occurrences of one resource by a rule. The resource has their allocations, and decides about them.</summary>
[GenerateSerializer, Immutable, Alias("inventory.series")]
public sealed record AllocationSeries
{
    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public required string ResourceType { get; init; }

    [Id(2)]
    public required Guid ResourceId { get; init; }

    [Id(3)]
    public required SeriesStatus Status { get; init; }

    /// <summary>One after the other: a change from an occurrence on begins another part.</summary>
    [Id(4)]
    public required ImmutableArray<SeriesPart> Parts { get; init; }

    /// <summary>The customer for whom it is; <c>null</c> for nobody.</summary>
    [Id(5)]
    public Guid? Customer { get; init; }

    [Id(6)]
    public TimeSpan? Hold { get; init; }

    [Id(7)]
    public RuleOverrides Overrides { get; init; }

    [Id(8)]
    public required Instant Created { get; init; }

    [Id(9)]
    public required long Version { get; init; }

    /// <summary>The version of the time zone data that its times were computed with.</summary>
    [Id(10)]
    public string TimeZoneData { get; init; } = "";

    /// <summary>Of the request that made it.</summary>
    [Id(11)]
    public long Fingerprint { get; init; }

    [Id(12)]
    public bool SkipsConflicts { get; init; }

    /// <summary>A change that the resource may have made: after a crash, it knows.</summary>
    [Id(13)]
    public PendingSeriesChange? Pending { get; init; }

    /// <summary>The clocks by <see cref="TimeZoneData"/>.</summary>
    [Id(14)]
    public RecordedZone? Zone { get; init; }

    /// <summary>What newer time zone data could not move.</summary>
    [Id(15)]
    public ImmutableArray<UnmovedOccurrence>? Unmoved { get; init; }

    /// <summary>Among all series.</summary>
    [Id(16)]
    public long Ordinal { get; init; }

    internal ImmutableArray<UnmovedOccurrence> UnmovedOrNone => Unmoved ?? [];
}

/// <param name="Rule">From its first start on.</param>
/// <param name="Details">Of its allocations.</param>
/// <param name="Units">Of a pool; 0 for one.</param>
/// <param name="Before">The first start that the next part has in place of this one; <c>null</c> for the last part.</param>
[GenerateSerializer, Immutable, Alias("inventory.series-part")]
public sealed record SeriesPart(SeriesRule Rule, AllocationDetails Details, int Units, string? Before = null);

/// <param name="Parts">As the series is after the change.</param>
/// <param name="Since">The version of the resource before it: an allocation of the series that is newer shows that the change was made.</param>
[GenerateSerializer, Immutable, Alias("inventory.pending-series-change")]
public sealed record PendingSeriesChange(ImmutableArray<SeriesPart> Parts, long Since);

/// <summary><c>null</c> before it is made, and if it was refused.</summary>
[GenerateSerializer, Immutable, Alias("inventory.series-state")]
public sealed record SeriesState
{
    [Id(0)]
    public AllocationSeries? Series { get; init; }
}
