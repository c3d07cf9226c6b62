using Inventory.Domain.Policies;

namespace Inventory.Domain.Allocations.Judgements;

/// <summary>A time that somebody wants.</summary>
/// <param name="Interval">The time.</param>
/// <param name="Type">Of the allocation; <c>null</c> for any, which needs the longest turnaround.</param>
public readonly record struct Wanted(Interval Interval, string? Type)
{
    /// <summary>Of a pool.</summary>
    public int Units { get; init; } = 1;

    public RuleOverrides Overrides { get; init; }

    /// <summary>An allocation that is moved keeps its start: it may begin without notice.</summary>
    public bool KeepsStart { get; init; }
}
