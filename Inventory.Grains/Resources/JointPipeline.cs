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
        var (locks, joint) = (new ResourceLocks(grains, parts), JointCommit.Unchanged);
        var (state, digest) = await own.LockAsync(locks.Token);
        try
        {
            await locks.TakeAsync(partIds);
            var now = locks.MomentAfter(clock.Now());
            if (locks.AreBehind(now))
                return null;
            var decision = decide(state with { Parts = [.. locks.All.Select(part => parts.CalendarOf(part.State, part.Id, now))] }, now);
            if (decision.Changes.Length == 0)
                return decision;
            joint = JointCommit.Unknown;
            var planned = new JointCommit(now);
            planned.Add(state, id, digest, decision.Changes, decision.Key, decision.Actor, decision.Keys);
            foreach (var part in locks.All)
                planned.Add(part.State, part.Id, part.Head.Digest, part.State.WithGrants(part.State.Follow(id, decision.Changes, now) ?? throw TimesDiffer(part.Id), now, parts.RulesOf), key: null, decision.Actor);
            if (await store.CommitAsync(planned.Commits) != CommitStatus.Committed)
                return null;
            joint = planned;
            return decision;
        }
        finally
        {
            await UnlockAsync(locks, joint);
        }
    }

    // The parts first: who reads the new whole finds them new as well.
    private async Task UnlockAsync(ResourceLocks locks, JointCommit joint)
    {
        try
        {
            await locks.UnlockAsync(joint);
        }
        finally
        {
            await own.UnlockAsync(locks.Token, joint.OutcomeOf(id));
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
