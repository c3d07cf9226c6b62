using Inventory.Domain.Allocations;
using Inventory.Grains.Metrics;
using Inventory.Grains.Policies;
using Inventory.Grains.Webhooks;
using Microsoft.Extensions.Logging;

namespace Inventory.Grains.Resources;

/// <summary>
/// Runs the decisions of a resource: by itself or, of a whole, with its parts. It sees to what follows on them: the timer for the next moment at which the clock changes something,
/// and the notices of what is granted.
/// </summary>
/// <remarks>Not thread-safe: one grain uses it, and its turns may interleave at every <c>await</c>.</remarks>
internal sealed class DecisionRunner
{
    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(5);

    private readonly Guid _id;
    private readonly IStore _store;
    private readonly LocalResourceCache _localResources;
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _clock;
    private readonly TypeRules _rules;
    private readonly CommitPipeline _pipeline;
    private readonly HoldExpiryTimer _timer;
    private readonly GrantNotices _grants;
    private Task _recording = Task.CompletedTask;

    public DecisionRunner(
        IGrainBase grain, Guid id, IStore store, LocalResourceCache localResources, IGrainFactory grains, TimeProvider clock, Limits limits, TypeRules rules, WebhookPublisher webhooks,
        GrainMetrics metrics, ILogger logger)
    {
        (_id, _store, _localResources, _grains, _clock, _rules) = (id, store, localResources, grains, clock, rules);
        var loader = new ResourceLoader(id, store, localResources, limits.IdempotencyRetention, metrics, ReloadPartsAsync, logger);
        _pipeline = new(id, store, localResources, clock, loader, rules, metrics, WhenGranted);
        _timer = new(grain, clock, RecordExpiredHoldsAsync);
        _grants = new(id, grains, webhooks, clock);
    }

    // Only wholes and their parts need them.
    private PartStates Parts => field ??= new(_store, _localResources, _grains, _rules);

    private JointPipeline Joint => field ??= new(_id, _pipeline, Parts, _store, _grains, _clock);

    public Task LoadAsync() => LoadAsync(_pipeline.LoadAsync().AsTask());

    public Task ReloadAsync() => LoadAsync(_pipeline.ReloadAsync());

    /// <summary>Returns when all earlier decisions are durable or have failed.</summary>
    public async Task DrainAsync()
    {
        await _pipeline.DrainAsync();
        await _pipeline.LoadAsync();
    }

    public void Close() => _pipeline.Close();

    /// <summary>As the clock has made it since.</summary>
    public async ValueTask<ResourceState> ReadAsync()
    {
        // Whoever waits has what the clock has freed before anybody sees it free.
        while ((await _pipeline.ReadAsync()).IsGrantDue(_clock.Now()))
            await RecordExpiredHoldsAsync(CancellationToken.None);
        return (await _pipeline.ReadAsync()).At(_clock.Now());
    }

    public async ValueTask<ResourceState> ReadWithPartsAsync()
    {
        var state = await ReadAsync();
        return state.Resource is { IsWhole: true } whole ? state with { Parts = await Parts.ReadAsync(whole.Parts, _clock.Now()) } : state;
    }

    /// <summary>A whole decides with its parts.</summary>
    public Task<T> DecideAsync<T>(Func<ResourceState, Instant, Decision<T>> decide, DecisionKind<T> kind, bool isPreview) =>
        _pipeline.Loaded is { Resource.IsWhole: false } ? DecideAloneAsync(decide, kind, whenRegistryIsStale: null, isPreview) : LoadAndDecideAsync(decide, kind, isPreview);

    /// <summary>What is of no concern to the parts of a whole, unless it frees time that a whole waits for.</summary>
    public async Task<T> DecideAloneAsync<T>(Func<ResourceState, Instant, Decision<T>> decide, DecisionKind<T>? kind, Func<T>? whenRegistryIsStale = null, bool isPreview = false)
    {
        while (true)
        {
            if (isPreview)
                await ReadAsync();
            var (answer, missing) = await _pipeline.DecideAsync(decide, kind, whenRegistryIsStale, isPreview);
            var state = await _pipeline.ReadAsync();
            _timer.SetIfSooner(state);
            if (missing.IsEmpty)
                return answer;
            if (!state.IsGrantDue(_clock.Now()))
                return await DecideJointlyAsync(state.Resource?.Parts ?? [], missing, decide, kind);
            // Once for all who come at the moment of an expiry.
            await RecordExpiredHoldsAsync(CancellationToken.None);
        }
    }

    /// <summary>Records what the clock has changed, and says again what is granted.</summary>
    /// <returns>Whether somebody waits, or has a grant.</returns>
    public async Task<bool> TidyAsync()
    {
        await RecordExpiredHoldsAsync(CancellationToken.None);
        var state = await _pipeline.ReadAsync();
        if (state.Resource is { IsWhole: true } whole && !state.Calendar.Waiting.IsEmpty)
            await DecideJointlyAsync(whole.Parts, [], static (current, now) => current.RecordExpiredHolds(now), kind: null);
        state = await _pipeline.ReadAsync();
        _grants.Send(state);
        return state.Calendar.Waiting.All.Any() || state.Calendar.Overlapping(Interval.Always).Any(allocation => allocation.Stage is AllocationStage.Granted or AllocationStage.Offered);
    }

    public async Task<LockedResource> LockAsync(Guid token)
    {
        var (state, digest) = await _pipeline.LockAsync(token);
        BreakLockAsync(token).Ignore();
        return new(state.Version, digest, _clock.Now());
    }

    public Task UnlockAsync(Guid token, JointOutcome outcome) => LoadAsync(_pipeline.UnlockAsync(token, outcome));

    // The grain of a damaged resource lives, so that every call is answered at once, and the damage is logged only once.
    private async Task LoadAsync(Task loading)
    {
        try
        {
            await loading;
            _timer.Set(await _pipeline.ReadAsync());
        }
        catch (ResourceDamagedException)
        {
            _timer.Set(ResourceState.None);
        }
    }

    private async Task<T> LoadAndDecideAsync<T>(Func<ResourceState, Instant, Decision<T>> decide, DecisionKind<T> kind, bool isPreview)
    {
        if ((await _pipeline.ReadAsync()).Resource is not { IsWhole: true } whole)
            return await DecideAloneAsync(decide, kind, whenRegistryIsStale: null, isPreview);
        if (isPreview)
            return decide(await ReadWithPartsAsync(), _clock.Now()).Answer;
        return await DecideJointlyAsync(whole.Parts, [], decide, kind);
    }

    private async Task<T> DecideJointlyAsync<T>(ImmutableArray<Guid> parts, ImmutableArray<Guid> wholes, Func<ResourceState, Instant, Decision<T>> decide, DecisionKind<T>? kind)
    {
        var answer = await Joint.DecideAsync(parts, wholes, decide, kind);
        _timer.SetIfSooner(await _pipeline.ReadAsync());
        return answer;
    }

    private Task RecordExpiredHoldsAsync(CancellationToken cancellation) => _recording.IsCompleted ? _recording = RecordAsync() : _recording;

    private async Task RecordAsync()
    {
        var (_, missing) = await _pipeline.DecideAsync(static (state, now) => state.RecordExpiredHolds(now));
        if (!missing.IsEmpty)
            await Joint.DecideAsync((await _pipeline.ReadAsync()).Resource?.Parts ?? [], missing, static (state, now) => state.RecordExpiredHolds(now), kind: null);
        _timer.Set(await _pipeline.ReadAsync());
    }

    private void WhenGranted(ResourceState state)
    {
        _timer.Set(state);
        _grants.Send(state);
    }

    // What the activation before has committed last, its parts may not know.
    private Task ReloadPartsAsync(Resource? loaded) => loaded is { IsWhole: true } ? Task.WhenAll(loaded.Parts.Select(part => _grains.GetResource(part).Reload())) : Task.CompletedTask;

    // Not by a timer of the grain: while the grain waits for its calls to end, to be deactivated, it has no ticks, and those calls may wait for the lock.
    private async Task BreakLockAsync(Guid token)
    {
        await Task.Delay(LongestLock, _clock);
        if (await _pipeline.BreakLockAsync(token))
            _timer.Set(await _pipeline.ReadAsync());
    }
}
