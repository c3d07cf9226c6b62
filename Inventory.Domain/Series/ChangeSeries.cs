using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Series;

/// <summary>What becomes of the occurrences of a series on a resource: all of it, or nothing.</summary>
[GenerateSerializer, Immutable, Alias("inventory.change-series-request")]
public sealed record ChangeSeriesRequest
{
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid Series { get; init; }

    /// <summary>Allocations of the series that end.</summary>
    [Id(2)]
    public ImmutableArray<Guid> Released { get; init; } = [];

    /// <summary>Allocations of the series that get another time, or other details; in the order of their times before and after.</summary>
    [Id(3)]
    public ImmutableArray<MovedOccurrence> Moved { get; init; } = [];

    /// <summary>New ones, in order.</summary>
    [Id(4)]
    public ImmutableArray<Occurrence> Added { get; init; } = [];

    /// <summary>Of what is new or moved.</summary>
    [Id(5)]
    public required AllocationDetails Details { get; init; }

    /// <summary>Of a pool; 0 for one.</summary>
    [Id(6)]
    public int Units { get; init; }

    [Id(7)]
    public TimeSpan? Hold { get; init; }

    [Id(8)]
    public Guid? Customer { get; init; }

    [Id(9)]
    public RuleOverrides Overrides { get; init; }

    /// <summary>What cannot be had is left out; if not, nothing changes.</summary>
    [Id(10)]
    public bool SkipsConflicts { get; init; }

    [Id(11)]
    public Caller? RequestedBy { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(12)]
    public bool IsPreview { get; init; }

    /// <summary>What is moved keeps its own details, units and overrides.</summary>
    [Id(13)]
    public bool KeepsDetails { get; init; }
}

/// <param name="Allocation">Its id.</param>
/// <param name="To">As it will be.</param>
/// <param name="From">It stays unless this is its time; <c>null</c> for any.</param>
[GenerateSerializer, Immutable, Alias("inventory.moved-occurrence")]
public sealed record MovedOccurrence(Guid Allocation, Occurrence To, Interval? From = null);

public enum ChangeSeriesStatus
{
    Changed = 1,
    NoSuchResource = 2,
    Refused = 3,
}

[GenerateSerializer, Immutable, Alias("inventory.change-series-result")]
public sealed record ChangeSeriesResult(ChangeSeriesStatus Status)
{
    public static readonly ChangeSeriesResult NoSuchResource = new(ChangeSeriesStatus.NoSuchResource);

    /// <summary>New and moved ones, by start.</summary>
    [Id(0)]
    public ImmutableArray<Allocation> Allocations { get; init; } = [];

    /// <summary>What cannot be had, by start.</summary>
    [Id(1)]
    public ImmutableArray<OccurrenceConflict> Conflicts { get; init; } = [];

    public static ChangeSeriesResult Refused(IEnumerable<OccurrenceConflict> conflicts) => new(ChangeSeriesStatus.Refused) { Conflicts = [.. conflicts] };
}

[GenerateSerializer, Immutable, Alias("inventory.occurrence-conflict")]
public sealed record OccurrenceConflict(string RecurrenceId, Judgement Judgement);
