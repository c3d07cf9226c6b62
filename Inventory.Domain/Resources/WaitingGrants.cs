using Inventory.Domain.Allocations;
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
        var (expired, byClock) = state.ExpireHolds(now);
        var (granting, granted) = expired.Grant(now, rulesOf);
        // Where the clock has freed nothing for anybody who waits, the decision itself records what is over.
        var (before, early) = granted.Length > 0 ? (granting, (ResourceEvent[])[.. byClock, .. granted]) : (state, []);
        var decision = decide(before, now);
        var then = decision.Then ?? [];
        var after = decision.Changes.Concat(then).Aggregate(before, (next, change) => next.Apply(change, now));
        var (_, freed) = decision.Changes.Length > 0 ? after.Grant(now, rulesOf) : (after, []);
        return new(decision.Answer, [.. early, .. decision.Changes, .. then, .. freed], early.Length..(early.Length + decision.Changes.Length)) { Key = decision.Key, Keys = decision.Keys, Actor = decision.Actor };
    }

    /// <summary>With what the changes free for those who wait.</summary>
    public static ResourceEvent[] WithGrants(this ResourceState state, ResourceEvent[] changes, Instant now, Func<ResourceState, Rules> rulesOf) =>
        [.. changes, .. changes.Aggregate(state, (next, change) => next.Apply(change, now)).Grant(now, rulesOf).Changes];

    /// <summary>Grants by arrival what fits completely; the others keep their places.</summary>
    public static (ResourceState State, ResourceEvent[] Changes) Grant(this ResourceState state, Instant now, Func<ResourceState, Rules> rulesOf)
    {
        if (state.Calendar.Waiting.IsEmpty)
            return (state, []);
        var rules = rulesOf(state);
        var changes = new List<ResourceEvent>();
        foreach (var entry in state.Calendar.Waiting.Open)
        {
            if (!rules.Allows(state.Calendar, WaitingDecisions.WantedBy(entry), now))
                continue;
            var change = entry.Extras!.IsForType
                ? new ResourceEvent.AllocationUpdated(entry with { Stage = AllocationStage.Offered, Version = state.Version + 1 }, AllocationChange.WaitingOffered)
                : new ResourceEvent.AllocationUpdated(entry.Grant(now, state.Version + 1), AllocationChange.WaitingGranted);
            changes.Add(change);
            state = state.Apply(change, now);
        }
        return (state, [.. changes]);
    }
}
