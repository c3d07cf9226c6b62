using Inventory.Grains.Metrics;

namespace Inventory.Grains.Resources;

/// <summary>
/// Decisions of a whole, which change its parts too. It locks the parts in the order of their ids, so that wholes that share some cannot wait for each other;
/// decides on what all of them have; and commits all changes at once. Each is fenced by the version of its resource, so that a lock that was lost does no harm.
/// </summary>
/// <remarks>
/// The answer comes when every part has moved on: whoever got it finds it on the parts as well. A part whose whole does not answer reloads by itself, and a
/// whole that is loaded lets its parts reload first.
/// </remarks>
internal sealed class JointPipeline(Guid id, CommitPipeline own, PartStates parts, IStore store, IGrainFactory grains, TimeProvider clock)
{
    // Only another activation of the same whole, or a lock that was lost, makes an attempt fail.
    private const int MaxAttempts = 10;

    /// <summary>As <see cref="CommitPipeline.DecideAsync"/>, with the parts in the state.</summary>
    public async Task<T> DecideAsync<T>(ImmutableArray<Guid> partIds, Func<ResourceState, Instant, Decision<T>> decide, DecisionKind<T>? kind)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await AttemptAsync(partIds, decide) is { } decision)
                return own.Count(decision, kind);
        }
        throw new StoreUnavailableException($"Others won {MaxAttempts} commits of whole {id} in a row.");
    }

    private async Task<Decision<T>?> AttemptAsync<T>(ImmutableArray<Guid> partIds, Func<ResourceState, Instant, Decision<T>> decide)
    {
        var (token, locked, joint) = (Guid.NewGuid(), new List<Guid>(), JointCommit.Unchanged);
        var (state, digest) = await own.LockAsync(token);
        try
        {
            var heads = new List<LockedResource>();
            foreach (var part in partIds.Order())
            {
                heads.Add(await grains.GetResource(part).Lock(token));
                locked.Add(part);
            }
            var states = await Task.WhenAll(locked.Zip(heads, (part, head) => parts.GetAsync(part, head.Version).AsTask()));
            var now = heads.Select(head => head.Now).Append(clock.Now()).Max();
            // Whoever waits for a part gets what the clock has freed there before the whole does: the next lock records it.
            if (states.Zip(heads).Any(pair => pair.First.Version != pair.Second.Version || pair.First.IsGrantDue(now)))
                return null;
            var decision = decide(state with { Parts = [.. states.Zip(locked, (part, partId) => parts.CalendarOf(part, partId, now))] }, now);
            if (decision.Changes.Length == 0)
                return decision;
            joint = JointCommit.Unknown;
            var planned = new JointCommit(now);
            planned.Add(state, id, digest, decision.Changes, decision.Key, decision.Actor, decision.Keys);
            for (var i = 0; i < locked.Count; i++)
                planned.Add(states[i], locked[i], heads[i].Digest, states[i].WithGrants(states[i].Follow(id, decision.Changes, now) ?? throw TimesDiffer(locked[i]), now, parts.RulesOf), key: null, decision.Actor);
            if (await store.CommitAsync(planned.Commits) != CommitStatus.Committed)
                return null;
            joint = planned;
            return decision;
        }
        finally
        {
            await UnlockAsync(token, locked, joint);
        }
    }

    // The parts first: who reads the new whole finds them new as well.
    private async Task UnlockAsync(Guid token, List<Guid> locked, JointCommit joint)
    {
        try
        {
            await Task.WhenAll(locked.Select(part => grains.GetResource(part).Unlock(token, joint.OutcomeOf(part))));
        }
        finally
        {
            await own.UnlockAsync(token, joint.OutcomeOf(id));
        }
    }

    private StoreUnavailableException TimesDiffer(Guid part) => new($"The clock of part {part} has ended an allocation that whole {id} still has.");
}

/// <summary>What changes on each resource.</summary>
internal sealed class JointCommit(Instant now)
{
    public static readonly JointCommit Unchanged = new(default) { _rest = JointOutcome.Unchanged };
    public static readonly JointCommit Unknown = new(default) { _rest = JointOutcome.Unknown };

    private readonly Dictionary<Guid, JointOutcome> _outcomes = [];
    private readonly List<Commit> _commits = [];
    private JointOutcome _rest = JointOutcome.Unchanged;

    public IReadOnlyList<Commit> Commits => _commits;

    public void Add(ResourceState state, Guid resource, long digest, IReadOnlyList<ResourceEvent> changes, IdempotencyKey? key, string? actor, IReadOnlyList<IdempotencyKey?>? keys = null)
    {
        _commits.AddRange(state.Build(resource, digest, new(), changes, now, key, actor, keys: keys).Whole);
        _outcomes.Add(resource, JointOutcome.Changed(state.Version + changes.Count, changes, now, key, keys));
    }

    public JointOutcome OutcomeOf(Guid resource) => _outcomes.GetValueOrDefault(resource, _rest);
}
