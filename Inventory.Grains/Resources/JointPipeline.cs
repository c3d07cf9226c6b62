using Inventory.Grains.Metrics;

namespace Inventory.Grains.Resources;

/// <summary>
/// Decisions that change several resources: a whole and its parts, or wholes that wait for what one of their parts frees. It locks first the wholes, then the parts, each in the order
/// of their ids, so that no two wait for each other; decides on what all of them have; and commits all changes at once. Each is fenced by the version of its resource, so that a lock
/// that was lost does no harm.
/// </summary>
/// <remarks>
/// The answer comes when all others have moved on: whoever got it finds it there as well. A resource that is locked by one that does not answer reloads by itself, and a
/// whole that is loaded lets its parts reload first.
/// </remarks>
internal sealed class JointPipeline(Guid id, CommitPipeline own, PartStates states, IStore store, IGrainFactory grains, TimeProvider clock)
{
    // Only another activation of the same resource, or a lock that was lost, makes an attempt fail.
    private const int MaxAttempts = 10;

    /// <summary>As <see cref="CommitPipeline.DecideAsync"/>, with others.</summary>
    /// <param name="parts">Of this resource.</param>
    /// <param name="wholes">Others that wait.</param>
    /// <param name="decide">May be called more than once.</param>
    /// <param name="kind">As what it is counted.</param>
    public async Task<T> DecideAsync<T>(ImmutableArray<Guid> parts, ImmutableArray<Guid> wholes, Func<ResourceState, Instant, Decision<T>> decide, DecisionKind<T>? kind)
    {
        var group = new LockOrder(id, parts);
        var missing = wholes;
        for (var attempt = 1; attempt <= MaxAttempts;)
        {
            try
            {
                await AddAsync(group, missing);
                missing = [];
                if (await AttemptAsync(group, decide) is not { } decision)
                    attempt++;
                else if (decision.Missing.IsEmpty)
                    return own.Count(decision, kind);
                else
                    missing = decision.Missing;
            }
            catch (ResourceDamagedException damage) when (group.TryLeaveOut(damage.ResourceId))
            {
                // Whoever waits for a whole that is damaged, or has such a part, waits on.
            }
        }
        throw new StoreUnavailableException($"Others won {MaxAttempts} commits of resource {id} in a row.");
    }

    private async Task AddAsync(LockOrder group, ImmutableArray<Guid> wholes)
    {
        // A whole keeps its parts: any version has them.
        foreach (var whole in wholes.Where(whole => !group.LeftOut.Contains(whole)))
            group.Add(whole, (await states.GetAsync(whole, version: 1)).Resource?.Parts ?? []);
    }

    // Nothing is committed if wholes are missing: they wait for what the clock, or this decision, frees.
    private async Task<GrantingDecision<T>?> AttemptAsync<T>(LockOrder group, Func<ResourceState, Instant, Decision<T>> decide)
    {
        var (token, locked, joint) = (Guid.NewGuid(), new Dictionary<Guid, LockedResource>(), JointCommit.Unchanged);
        try
        {
            foreach (var next in group.InOrder)
                locked.Add(next, next == id ? await LockAsync(token) : await grains.GetResource(next).Lock(token));
            var read = await Task.WhenAll(locked.Select(async one => (one.Key, State: one.Key == id ? await own.ReadAsync() : await states.GetAsync(one.Key, one.Value.Version))));
            if (read.Any(one => one.State.Version != locked[one.Key].Version))
                return null;
            var now = locked.Values.Max(head => head.Now);
            var before = read.Concat(group.LeftOut.Select(whole => (Key: whole, State: ResourceState.None))).ToDictionary(one => one.Key, one => one.State);
            var decision = new DecidingGroup(before, now, states.RulesOf).Decide(id, decide);
            if (!decision.Missing.IsEmpty || decision is { Changes.Length: 0, OfOthers.IsEmpty: true })
                return decision;
            if (decision.DifferingPart is { } part)
                throw new StoreUnavailableException($"The clock of part {part} has ended an allocation that whole {id} still has.");
            joint = JointCommit.Unknown;
            var planned = Plan(decision, before, locked, now);
            if (await store.CommitAsync(planned.Commits) != CommitStatus.Committed)
                return null;
            joint = planned;
            return decision;
        }
        finally
        {
            await UnlockAsync(token, group, locked.ContainsKey, joint);
        }
    }

    private JointCommit Plan<T>(GrantingDecision<T> decision, Dictionary<Guid, ResourceState> before, Dictionary<Guid, LockedResource> locked, Instant now)
    {
        var planned = new JointCommit(now);
        planned.Add(before[id], id, locked[id].Digest, decision.Changes, decision.Own, decision.Key, decision.Actor, decision.Keys);
        foreach (var (other, changes) in decision.OfOthers)
            planned.Add(before[other], other, locked[other].Digest, changes, .., key: null, decision.Actor);
        return planned;
    }

    private async Task<LockedResource> LockAsync(Guid token)
    {
        var (state, digest) = await own.LockAsync(token);
        return new(state.Version, digest, clock.Now());
    }

    // The parts first: who reads a new whole finds them new as well.
    private async Task UnlockAsync(Guid token, LockOrder group, Func<Guid, bool> isLocked, JointCommit joint)
    {
        try
        {
            await Task.WhenAll(group.Parts.Where(isLocked).Select(UnlockOneAsync));
        }
        finally
        {
            await Task.WhenAll(group.Wholes.Where(isLocked).Select(UnlockOneAsync));
        }

        Task UnlockOneAsync(Guid one) => one == id ? own.UnlockAsync(token, joint.OutcomeOf(one)) : grains.GetResource(one).Unlock(token, joint.OutcomeOf(one));
    }
}

/// <summary>Everybody locks in this order.</summary>
/// <param name="own">The resource that decides.</param>
/// <param name="partsOfOwn">Of a whole.</param>
internal sealed class LockOrder(Guid own, ImmutableArray<Guid> partsOfOwn)
{
    private readonly SortedDictionary<Guid, ImmutableArray<Guid>> _wholes = partsOfOwn.IsEmpty ? [] : new() { [own] = partsOfOwn };
    private readonly HashSet<Guid> _leftOut = [];

    public IReadOnlyCollection<Guid> Wholes => _wholes.Keys;

    public IEnumerable<Guid> Parts => _wholes.Values.SelectMany(parts => parts).Append(own).Distinct().Except(_wholes.Keys).Order();

    public IEnumerable<Guid> InOrder => Wholes.Concat(Parts);

    /// <summary>Nothing is decided on them.</summary>
    public IReadOnlySet<Guid> LeftOut => _leftOut;

    public void Add(Guid whole, ImmutableArray<Guid> parts) => _wholes[whole] = parts;

    /// <returns>False if nothing can be decided without it.</returns>
    public bool TryLeaveOut(Guid damaged)
    {
        if (damaged == own || partsOfOwn.Contains(damaged))
            return false;
        foreach (var whole in _wholes.Where(whole => whole.Key == damaged || whole.Value.Contains(damaged)).Select(whole => whole.Key).Append(damaged).ToList())
            if (_wholes.Remove(whole) || whole == damaged)
                _leftOut.Add(whole);
        return true;
    }
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

    public void Add(ResourceState state, Guid resource, long digest, IReadOnlyList<ResourceEvent> changes, Range own, IdempotencyKey? key, string? actor, IReadOnlyList<IdempotencyKey?>? keys = null)
    {
        _commits.AddRange(state.Build(resource, digest, new(), changes, now, key, actor, own, keys).Whole);
        _outcomes.Add(resource, JointOutcome.Changed(state.Version + changes.Count, changes, now, own, key, keys));
    }

    public JointOutcome OutcomeOf(Guid resource) => _outcomes.GetValueOrDefault(resource, _rest);
}
