using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Bookings;
using Inventory.Domain.Policies;
using Inventory.Domain.Series;

namespace Inventory.Grains.Series;

/// <summary>One series; the key is its id. It keeps the rule; the resource has the allocations.</summary>
[Alias("inventory.series-grain")]
public interface ISeriesGrain : IGrainWithStringKey
{
    /// <summary>Again with the same fingerprint: the series as it is.</summary>
    [Alias("create")]
    Task<SeriesResult> Create(CreateSeriesRequest request);

    [Alias("read")]
    Task<SeriesResult> Read(Caller? caller = null);

    /// <summary>Its rules, without the occurrences; <c>null</c> if there is no such series.</summary>
    [Alias("describe")]
    Task<AllocationSeries?> Describe(Caller? caller = null);

    [Alias("update")]
    Task<SeriesResult> Update(UpdateSeriesRequest request);

    /// <param name="from">The first occurrence that ends; <c>null</c> for all that have not ended.</param>
    /// <param name="ifMatch">The version of the series.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="isPreview">Nothing changes.</param>
    [Alias("delete")]
    Task<SeriesResult> Delete(string? from, Precondition ifMatch, Caller? caller, bool isPreview);

    /// <summary>Allocates an occurrence again that was skipped or released.</summary>
    [Alias("take")]
    Task<SeriesResult> Take(string recurrenceId, Caller? caller, bool isPreview, SeriesLimits? limits = null);

    /// <summary>Completes what a crash interrupted, and plans the series with the current time zone data.</summary>
    /// <returns>The version of the data; <c>null</c> if there is no such series.</returns>
    [Alias("resume")]
    Task<string?> Resume();
}

[GenerateSerializer, Immutable, Alias("inventory.create-series-request")]
public sealed record CreateSeriesRequest
{
    [Id(0)]
    public required AllocationSeries Series { get; init; }

    [Id(1)]
    public Caller? RequestedBy { get; init; }

    [Id(2)]
    public bool IsPreview { get; init; }

    /// <summary>Of the customer that makes it; <c>null</c> for operators.</summary>
    [Id(3)]
    public SeriesLimits? Limits { get; init; }

    /// <summary>The occurrences of its rule, which the caller has found already; <c>null</c> if it has not.</summary>
    [Id(4)]
    public FoundOccurrences? Found { get; init; }
}

/// <param name="Occurrences">All of the rule.</param>
/// <param name="TimeZoneData">The version of the data that they were found with. Another node may have another.</param>
[GenerateSerializer, Immutable, Alias("inventory.found-occurrences")]
public sealed record FoundOccurrences(ImmutableArray<Occurrence> Occurrences, string TimeZoneData);

/// <summary>Members that are <c>null</c> stay unchanged.</summary>
[GenerateSerializer, Immutable, Alias("inventory.update-series-request")]
public sealed record UpdateSeriesRequest
{
    /// <summary>The first occurrence that changes; <c>null</c> for the first that has not begun.</summary>
    [Id(0)]
    public string? From { get; init; }

    [Id(1)]
    public string? FromLocal { get; init; }

    [Id(2)]
    public string? Duration { get; init; }

    [Id(3)]
    public string? RRule { get; init; }

    [Id(4)]
    public ImmutableArray<string>? Exdates { get; init; }

    [Id(5)]
    public AllocationDetailsPatch Details { get; init; } = new();

    [Id(6)]
    public int? Units { get; init; }

    [Id(7)]
    public bool SkipsConflicts { get; init; }

    [Id(8)]
    public RuleOverrides Overrides { get; init; }

    [Id(9)]
    public Precondition IfMatch { get; init; }

    [Id(10)]
    public Caller? RequestedBy { get; init; }

    [Id(11)]
    public bool IsPreview { get; init; }

    /// <summary>Of the customer that changes it; <c>null</c> for operators.</summary>
    [Id(12)]
    public SeriesLimits? Limits { get; init; }

    public bool ChangesTimes => FromLocal is not null || Duration is not null || RRule is not null || Exdates is not null;
}

public enum SeriesResultStatus
{
    Done = 1,
    NoSuchSeries = 2,
    NoSuchResource = 3,
    NoSuchOccurrence = 4,

    /// <summary>Occurrences cannot be had: nothing was changed.</summary>
    Refused = 5,

    PreconditionFailed = 6,
    KeyReused = 7,

    /// <summary>The changed rule has no occurrences, too many, or goes on for too long.</summary>
    RuleTooLong = 8,

    /// <summary>The customer would have more than it may: nothing was changed.</summary>
    OverLimit = 9,
}

[GenerateSerializer, Immutable, Alias("inventory.series-result")]
public sealed record SeriesResult(SeriesResultStatus Status)
{
    [Id(0)]
    public AllocationSeries? Series { get; init; }

    /// <summary>The allocations that there are, by start; of a single occurrence, its own.</summary>
    [Id(1)]
    public ImmutableArray<Allocation> Occurrences { get; init; } = [];

    /// <summary>The occurrences of the rule that have no allocation.</summary>
    [Id(2)]
    public ImmutableArray<string> Skipped { get; init; } = [];

    [Id(3)]
    public ImmutableArray<OccurrenceConflict> Conflicts { get; init; } = [];

    /// <summary>Occurrences that newer time zone data would move, and why they stay.</summary>
    [Id(4)]
    public ImmutableArray<AttentionNeed> NeedsAttention { get; init; } = [];

    /// <summary>Why it is over a limit.</summary>
    [Id(5)]
    public ReserveQuotaResult? Limit { get; init; }
}

/// <param name="Allocation">It stays.</param>
/// <param name="Wanted">The time by the rule.</param>
/// <param name="Judgement">Of that time, as it is now.</param>
[GenerateSerializer, Immutable, Alias("inventory.attention-need")]
public sealed record AttentionNeed(Guid Allocation, Occurrence Wanted, Judgement Judgement);

public static class SeriesKeys
{
    public static ISeriesGrain GetSeries(this IGrainFactory grains, Guid id) => grains.Get<ISeriesGrain>(id.ToString("D"));
}
