using Inventory.Domain.Series;

namespace Inventory.Gateway.Api;

/// <summary>An occurrence that cannot be had: why, and when else.</summary>
public sealed record OccurrenceConflictResponse
{
    /// <summary>The local time at which the rule begins it.</summary>
    public required string RecurrenceId { get; init; }

    /// <summary>The rules that its time breaks.</summary>
    public required IReadOnlyList<BrokenRuleResponse> Broken { get; init; }

    /// <summary>The allocations that are in the way.</summary>
    public required IReadOnlyList<IConflictResponse> Conflicts { get; init; }

    /// <summary>The nearest available times.</summary>
    public required IReadOnlyList<IntervalResponse> Alternatives { get; init; }

    public static OccurrenceConflictResponse Of(OccurrenceConflict conflict, Guid resource, string type, bool isForCustomer) => new()
    {
        RecurrenceId = conflict.RecurrenceId,
        Broken = [.. conflict.Judgement.Broken.Select(BrokenRuleResponse.Of)],
        Conflicts = [.. conflict.Judgement.Broken.SelectMany(rule => rule.Conflicts.Select(other => (On: rule.Part ?? resource, other))).DistinctBy(one => one.other.Id).Select(one => IConflictResponse.Of(one.other, one.On, type, isForCustomer))],
        Alternatives = [.. conflict.Judgement.Alternatives.Select(IntervalResponse.Of)],
    };
}
