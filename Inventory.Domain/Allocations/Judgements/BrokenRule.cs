using Inventory.Domain.Policies;

namespace Inventory.Domain.Allocations.Judgements;

/// <summary>A rule that a wanted time breaks, with its facts.</summary>
[GenerateSerializer, Immutable, Alias("inventory.broken-rule")]
public sealed record BrokenRule
{
    [Id(0)]
    public required RuleKind Kind { get; init; }

    /// <summary>For people, such as "a time begins at least 2 hours after the request".</summary>
    [Id(1)]
    public string? Text { get; init; }

    /// <summary>The nearest time that keeps this rule; <c>null</c> if none was found.</summary>
    [Id(2)]
    public Interval? Nearest { get; init; }

    /// <summary>Of overlap and turnaround: the earliest allocations that are in the way; there may be more.</summary>
    [Id(3)]
    public ImmutableArray<Allocation> Conflicts { get; init; } = [];

    /// <summary>Of turnaround: the longest time that is needed between the wanted time and one of the conflicts.</summary>
    [Id(4)]
    public TimeSpan? Needed { get; init; }

    /// <summary>Of hours: the opening times around the wanted time.</summary>
    [Id(5)]
    public ImmutableArray<Interval> Opening { get; init; } = [];

    /// <summary>Of slots: whether the begin is off the grid.</summary>
    [Id(6)]
    public bool IsFromOff { get; init; }

    /// <summary>Of slots: whether the end is off the grid.</summary>
    [Id(7)]
    public bool IsToOff { get; init; }

    /// <summary>Of capacity: the units that are wanted.</summary>
    [Id(8)]
    public int Units { get; init; }

    /// <summary>Of capacity: the first times at which fewer are free.</summary>
    [Id(9)]
    public ImmutableArray<FreeUnits> Short { get; init; } = [];

    /// <summary>The part that the conflicts are on; <c>null</c> if they are on the resource itself.</summary>
    [Id(10)]
    public Guid? Part { get; init; }
}

/// <summary>How many units of a pool are free throughout a time.</summary>
[GenerateSerializer, Immutable, Alias("inventory.free-units")]
public readonly record struct FreeUnits([property: Id(0)] Interval Time, [property: Id(1)] int Free);
