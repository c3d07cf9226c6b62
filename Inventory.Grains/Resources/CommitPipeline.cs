using Inventory.Domain.Allocations.Judgements;
using Inventory.Grains.Metrics;
using Inventory.Grains.Policies;

namespace Inventory.Grains.Resources;

/// <summary>
/// The decisions on one resource, and how many of them are durable. A decision builds on the earlier ones before they are durable; its result returns
/// when its own commit is durable, and a refusal returns when the state that it rests on is. Reads see durable state only.
/// After a refused commit or an unknown outcome the decisions are dropped and the resource is loaded again.
/// </summary>
/// <remarks>Not thread-safe: one grain uses it, and its turns may interleave at every <c>await</c>.</remarks>
internal sealed class CommitPipeline(Guid id, IStore store, LocalResourceCache localResources, TimeProvider clock, ResourceLoader loader, TypeRules rules, GrainMetrics metrics, Action<ResourceState> whenGranted)
{
    // Only another activation of the same resource makes an attempt fail.
    private const int MaxAttempts = 10;

    private readonly AsyncCache<PipelineState> _current = new(loader.LoadAsync);
    private readonly PipelineLock _lock = new();

    /// <summary>As <see cref="ReadAsync"/>; <c>null</c> if it has to be loaded first.</summary>
    public ResourceState? Loaded => _current.Value?.Durable;

    public ValueTask<ResourceState> ReadAsync() => Loaded is { } loaded ? new(loaded) : ReadAfterLoadAsync();

    /// <summary>Decides again, on a newer state, if the first decision could not become durable. Nothing is committed if wholes are missing that wait for what it frees.</summary>
    /// <param name="decide">May be called more than once.</param>
    /// <param name="kind">As what it is counted; <c>null</c> for what nobody asked for.</param>
    /// <param name="whenRegistryIsStale">The result if the store refused the name or ordinal although the resource's version was right.</param>
    /// <param name="isPreview">Only answer what the decision on the durable state would be.</param>
    public async Task<(T Answer, ImmutableArray<Guid> Missing)> DecideAsync<T>(Func<ResourceState, Instant, Decision<T>> decide, DecisionKind<T>? kind = null, Func<T>? whenRegistryIsStale = null, bool isPreview = false)
    {
        if (isPreview)
            return ((await ReadAsync()).DecideWithGrants(decide, clock.Now(), RulesOf).Answer, []);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            while (_lock.IsHeld || _current.Value is null)
            {
                await _lock.WaitAsync();
                await LoadAsync();
            }
            var current = _current.Value;
            var before = current.Head;
            var now = clock.Now();
            var decision = before.DecideWithGrants(decide, now, RulesOf);
            if (!decision.Missing.IsEmpty)
                return (decision.Answer, decision.Missing);
            if (decision.Changes.Length > 0)
                Commit(current, decision, now);
            if (current.IsDurable)
                return (Count(decision, kind), []);

            var after = current.Head;
            if (await IsDurableAsync(current, isOwn: decision.Changes.Length > 0))
            {
                if (decision.HasGrants)
                    whenGranted(after);
                return (Count(decision, kind), []);
            }
            if (whenRegistryIsStale is not null && (await _current.GetAsync()).Head.Version == before.Version)
                return (whenRegistryIsStale(), []);
        }
        throw new StoreUnavailableException($"Other activations of resource {id} won {MaxAttempts} commits in a row.");
    }

    public async ValueTask LoadAsync() => await _current.GetAsync();

    public async Task ReloadAsync()
    {
        if (_current.Value is { } current)
            Invalidate(current);
        await LoadAsync();
    }

    /// <summary>Returns when all commits that began before the call have ended.</summary>
    public async Task DrainAsync()
    {
        await _lock.WaitAsync();
        await ((Task?)_current.Value?.LastCommit ?? _current.Running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>
    /// From when it returns until the lock ends, nothing is decided here, and all that was is durable. Reads go on. It is no fence: that is in the store.
    /// </summary>
    public async Task<(ResourceState State, long Digest)> LockAsync(Guid token)
    {
        await _lock.TakeAsync(token);
        try
        {
            while (true)
            {
                var current = await _current.GetAsync();
                if (current.IsDurable)
                    return (current.Head, current.Digest);
                await IsDurableAsync(current, isOwn: false);
            }
        }
        catch
        {
            _lock.End(token);
            throw;
        }
    }

    /// <summary>Moves on with what was decided elsewhere. It does so even if the lock has ended meanwhile.</summary>
    public async Task UnlockAsync(Guid token, JointOutcome outcome)
    {
        try
        {
            if (!outcome.IsKnown || !TryMoveOn(outcome))
                await ReloadAsync();
        }
        finally
        {
            _lock.End(token);
        }
    }

    /// <summary>For a lock whose owner does not answer: what it has done is in the store.</summary>
    /// <returns>False if it has ended already.</returns>
    public async Task<bool> BreakLockAsync(Guid token)
    {
        if (!_lock.End(token))
            return false;
        await ReloadAsync();
        return true;
    }

    public void Close()
    {
        if (_current.Value is { } current)
            localResources.Remove(id, current);
    }

    private Rules RulesOf(ResourceState state) => rules.Of(state.Resource);

    private async ValueTask<ResourceState> ReadAfterLoadAsync() => (await _current.GetAsync()).Durable;

    // False if it has to load what was decided elsewhere.
    private bool TryMoveOn(JointOutcome outcome)
    {
        if (outcome.Changes.IsEmpty)
            return true;
        if (_current.Value is not { } current)
            return false;
        if (current.Durable.Version < outcome.Version && current.IsDurable && current.Head.Version == outcome.Version - outcome.Changes.Length)
        {
            var (_, head, digest) = current.Head.Build(id, current.Digest, current.Chain, outcome.Changes, outcome.At, outcome.Key, own: outcome.Own, keys: outcome.Keys.IsDefault ? null : outcome.Keys);
            current.Append(head, digest, Task.FromResult(CommitStatus.Committed));
            current.BecomesDurable(head);
            if (outcome.Changes.HasGrants())
                whenGranted(head);
        }
        return current.Durable.Version >= outcome.Version;
    }

    public T Count<T>(GrantingDecision<T> decision, DecisionKind<T>? kind)
    {
        if (kind is not null)
            metrics.Decided(kind, decision.Answer);
        foreach (var change in decision.Changes)
            metrics.Changed(change);
        return decision.Answer;
    }

    private void Commit<T>(PipelineState current, GrantingDecision<T> decision, Instant now)
    {
        var (whole, head, digest) = current.Head.Build(id, current.Digest, current.Chain, decision.Changes, now, decision.Key, decision.Actor, decision.Own, decision.Keys);
        current.Append(head, digest, store.CommitAsync(whole));
    }

    // A refusal rests on the head but did not commit it: if the head fails, the caller decides again.
    private async ValueTask<bool> IsDurableAsync(PipelineState current, bool isOwn)
    {
        var head = current.Head;
        try
        {
            if (await current.LastCommit == CommitStatus.Committed)
            {
                current.BecomesDurable(head);
                return true;
            }
        }
        catch (StoreUnavailableException) when (!isOwn)
        {
            // The caller that made the commit gets the exception.
        }
        catch
        {
            Invalidate(current);
            throw;
        }
        Invalidate(current);
        return false;
    }

    private void Invalidate(PipelineState current)
    {
        localResources.Remove(id, current);
        _current.Invalidate(current, () => current.LastCommit);
    }
}

/// <summary>A loaded resource and the decisions since. Only its grain changes it; any thread may read <see cref="Durable"/>.</summary>
internal sealed class PipelineState(ResourceState loaded, long digest)
{
    private volatile ResourceState _durable = loaded;

    public CommitChain Chain { get; } = new();

    /// <summary>After all decisions.</summary>
    public ResourceState Head { get; private set; } = loaded;

    /// <summary>The <see cref="StateDigest"/> of <see cref="Head"/>.</summary>
    public long Digest { get; private set; } = digest;

    /// <summary>After the durable decisions. Its version is never above that of <see cref="Head"/>.</summary>
    public ResourceState Durable => _durable;

    public Task<CommitStatus> LastCommit { get; private set; } = Task.FromResult(CommitStatus.Committed);

    public bool IsDurable => Durable.Version == Head.Version;

    public void Append(ResourceState next, long digest, Task<CommitStatus> commit) => (Head, Digest, LastCommit) = (next, digest, commit);

    public void BecomesDurable(ResourceState state)
    {
        // Results of commits can arrive out of order; a commit is durable only with all those before it.
        if (state.Version > Durable.Version)
            _durable = state;
    }
}
