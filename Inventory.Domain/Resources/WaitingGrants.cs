using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>
/// A decision with the grants that come with it, all in one commit: what the clock has freed is granted before the decision, so that nobody takes it before those who wait,
/// and what the decision frees is granted after it.
/// </summary>
/// <param name="Answer">To the request.</param>
/// <param name="Changes">In order.</param>
/// <param name="Own">Which of them are the request's, the last with its key.</param>
public readonly record struct GrantingDecision<T>(T Answer, ResourceEvent[] Changes, Range Own)
{
    /// <summary>Somebody who waits got time.</summary>
    public bool HasGrants => Changes.HasGrants();

    public IdempotencyKey? Key { get; init; }

    /// <summary>Of several requests: one for each of their changes.</summary>
    public IReadOnlyList<IdempotencyKey?>? Keys { get; init; }

    public string? Actor { get; init; }

    /// <summary>Wholes that wait for what becomes free: it has to be decided with them and their parts, and not without them.</summary>
    public ImmutableArray<Guid> Missing { get; init; } = [];

    /// <summary>What changes on the others of the group.</summary>
    public ImmutableDictionary<Guid, ResourceEvent[]> OfOthers { get; init; } = ImmutableDictionary<Guid, ResourceEvent[]>.Empty;

    /// <summary>Where the clock has ended an allocation that its whole still has: nothing is decided.</summary>
    public Guid? DifferingPart { get; init; }
}

public static class WaitingGrants
{
    public static bool HasGrants(this IEnumerable<ResourceEvent> changes) =>
        changes.Any(static change => change is ResourceEvent.AllocationUpdated { Change: AllocationChange.WaitingGranted or AllocationChange.WaitingOffered });

    /// <summary>The clock may have freed time for somebody who waits: what callers see would be wrong until that is recorded.</summary>
    public static bool IsGrantDue(this ResourceState state, Instant now) => !state.Calendar.Waiting.IsEmpty && state.Calendar.NextDue?.IsOver(now) == true;

    /// <summary>Where nobody waits it costs nothing.</summary>
    public static GrantingDecision<T> DecideWithGrants<T>(this ResourceState state, Func<ResourceState, Instant, Decision<T>> decide, Instant now, Func<ResourceState, Rules> rulesOf)
    {
        if (state.Calendar.Waiting.IsEmpty)
        {
            var alone = decide(state, now);
            if (alone.Then is not { Length: > 0 } && alone.Changes is not [.., ResourceEvent.AllocationUpdated { Change: AllocationChange.WaitingAdded }])
                return new(alone.Answer, alone.Changes, ..) { Key = alone.Key, Keys = alone.Keys, Actor = alone.Actor };
        }
        var own = state.Resource?.Id ?? Guid.Empty;
        return new DecidingGroup([new(own, state)], now, rulesOf).Decide(own, decide);
    }
}
