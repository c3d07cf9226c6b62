using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Grains.Resources;

/// <summary>
/// What one resource has decided, and how much of it is durable. Decisions are made ahead, in order, on the state that the commits under way will make;
/// each is answered when its own commit is durable. A reading sees what is durable, and a refusal is answered when what it rests on is.
/// </summary>
/// <remarks>
/// Not thread-safe: it is called in the turns of one grain, which may interleave at every <c>await</c>.
/// When a commit is refused or its outcome is unknown, all that was decided ahead is dropped and the resource is loaded again.
/// </remarks>
internal sealed class CommitPipeline(Guid id, IStore store, LocalResourceCache here, TimeProvider clock, TimeSpan keyLife)
{
    /// <summary>An attempt is lost to another activation of the same resource; there cannot be many of them.</summary>
    private const int MaxAttempts = 10;

    private readonly AsyncCache<PipelineState> _page = new(async () =>
    {
        var stored = await store.LoadResourceAsync(id, CancellationToken.None);
        var page = new PipelineState(stored?.ToState(keyLife) ?? ResourceState.None with { Idempotency = IdempotencyRecords.Lasting(keyLife) });
        here.Add(id, page);
        return page;
    });

    /// <summary>The resource as far as it is durable.</summary>
    public ValueTask<ResourceState> ReadAsync() => _page.Value is { } page ? new(page.Durable) : ReadAfterLoadAsync();

    /// <param name="decide">Decides on a state, at a time. Is asked again, with a newer state, when what it decided could not be made durable.</param>
    /// <param name="whenRegisterIsStale">Answers when the store refuses a change for its name or ordinal, though the resource itself is what it was believed to be.</param>
    public async Task<T> DecideAsync<T>(Func<ResourceState, Instant, Decision<T>> decide, Func<T>? whenRegisterIsStale = null)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            while (_page.Value is null)
                await LoadAsync();
            var page = _page.Value;
            var before = page.Head;
            var now = clock.Now();
            var decision = decide(before, now);
            foreach (var change in decision.Changes)
                Commit(page, change, now, change == decision.Changes[^1] ? (decision.Key, decision.Actor) : default);
            if (page.IsDurable)
                return decision.Answer;

            if (await IsDurableAsync(page, isOwn: decision.Changes.Length > 0))
                return decision.Answer;
            if (whenRegisterIsStale is not null && (await _page.GetAsync()).Head.Version == before.Version)
                return whenRegisterIsStale();
        }
        throw new StoreUnavailableException($"Resource {id} is being changed by others faster than it can decide.");
    }

    /// <summary>Loads the resource unless it is there.</summary>
    public async ValueTask LoadAsync() => await _page.GetAsync();

    /// <summary>Returns when no commit is under way that was handed in before.</summary>
    public async Task DrainAsync() =>
        await ((Task?)_page.Value?.LastCommit ?? _page.UnderWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>Nobody reads here any more.</summary>
    public void Close()
    {
        if (_page.Value is { } page)
            here.Remove(id, page);
    }

    private async ValueTask<ResourceState> ReadAfterLoadAsync() => (await _page.GetAsync()).Durable;

    private void Commit(PipelineState page, ResourceEvent change, Instant now, (IdempotencyKey? Key, string? Actor) of)
    {
        var commit = new Commit { ResourceId = id, Version = page.Head.Version + 1, Change = change, Chain = page.Chain, At = now, Key = of.Key, Actor = of.Actor };
        page.Append(page.Head.Apply(change, now, of.Key), store.CommitAsync(commit));
    }

    /// <param name="page">Whose head is meant, as it is now.</param>
    /// <param name="isOwn">Whether the caller made that head. Who only refused because of it is not concerned if it fails.</param>
    /// <returns>False when the head is not to be: the page is dropped, and the caller decides again.</returns>
    private async ValueTask<bool> IsDurableAsync(PipelineState page, bool isOwn)
    {
        var head = page.Head;
        try
        {
            if (await page.LastCommit == CommitStatus.Committed)
            {
                page.BecomesDurable(head);
                return true;
            }
        }
        catch (StoreUnavailableException) when (!isOwn)
        {
            // Told to the caller whose commit it was.
        }
        catch
        {
            Invalidate(page);
            throw;
        }
        Invalidate(page);
        return false;
    }

    private void Invalidate(PipelineState page)
    {
        here.Remove(id, page);
        _page.Invalidate(page, () => page.LastCommit);
    }
}

/// <summary>A resource as it was at one loading, and what has been decided since. Changed in the turns of its grain; what is durable may be read on any thread.</summary>
internal sealed class PipelineState(ResourceState loaded)
{
    private volatile ResourceState _durable = loaded;

    public CommitChain Chain { get; } = new();

    /// <summary>After all decisions.</summary>
    public ResourceState Head { get; private set; } = loaded;

    /// <summary>After the decisions that are known to be durable. Its version is never above the head's.</summary>
    public ResourceState Durable => _durable;

    /// <summary>The commit that makes the head durable.</summary>
    public Task<CommitStatus> LastCommit { get; private set; } = Task.FromResult(CommitStatus.Committed);

    public bool IsDurable => Durable.Version == Head.Version;

    public void Append(ResourceState next, Task<CommitStatus> commit) => (Head, LastCommit) = (next, commit);

    public void BecomesDurable(ResourceState state)
    {
        // A later commit may have been told first; it is durable only with all those before it.
        if (state.Version > Durable.Version)
            _durable = state;
    }
}
