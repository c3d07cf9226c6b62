using Microsoft.Extensions.Logging;

namespace Inventory.Grains.Resources;

/// <summary>Looks for damage in what is stored, also of resources that nobody asks for. There is one.</summary>
[Alias("inventory.scrub-grain")]
public interface IScrubGrain : IGrainWithStringKey
{
    /// <summary>Starts the search if it does not run, and keeps it going for some minutes.</summary>
    /// <returns>0.</returns>
    [Alias("resume")]
    Task<int> Resume();
}

public static class ScrubKeys
{
    public static IScrubGrain GetScrub(this IGrainFactory grains) => grains.Get<IScrubGrain>("all");
}

// A grain, because then a cluster has only one. A new activation begins with the first resource.
[GrainType("scrub")]
public sealed partial class ScrubGrain(IStore store, IEventReader events, TimeProvider clock, ILogger<ScrubGrain> logger) : Grain, IScrubGrain
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestAfterRound = TimeSpan.FromHours(1);

    // They take about 5 ms: half a hundredth of a processor.
    private const int EventsAtOnce = 1_000;

    // What a resource costs besides its events.
    private const int EventsOfLoad = 50;

    private const int ResourcesAtOnce = 100;

    private readonly Queue<Guid> _next = new();
    private ResourceVerifier? _current;
    private Guid? _last;
    private Instant _restUntil = Instant.MinusInfinity;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(ScrubAsync, new GrainTimerCreationOptions(Pace, Pace));
        return Task.CompletedTask;
    }

    public Task<int> Resume() => Task.FromResult(0);

    private async Task ScrubAsync(CancellationToken cancellation)
    {
        try
        {
            for (var spent = 0L; spent < EventsAtOnce && await FindNextAsync(cancellation) is { } verifier;)
                spent += EventsOfLoad + await CheckAsync(verifier, cancellation);
        }
        catch (StoreUnavailableException)
        {
            // Requests report the fault. The search goes on with the next tick.
        }
    }

    private async Task<ResourceVerifier?> FindNextAsync(CancellationToken cancellation)
    {
        if (_current is not null || clock.Now() < _restUntil)
            return _current;
        if (_next.Count == 0)
        {
            foreach (var id in await store.ListResourceIdsAsync(_last, ResourcesAtOnce, cancellation))
            {
                _next.Enqueue(id);
                _last = id;
            }
        }
        if (_next.TryDequeue(out var next))
            return _current = new ResourceVerifier(store, events, next);
        _last = null;
        _restUntil = new(clock.Now().Microseconds + (long)RestAfterRound.TotalMicroseconds);
        return null;
    }

    private async Task<long> CheckAsync(ResourceVerifier verifier, CancellationToken cancellation)
    {
        var before = verifier.Version;
        try
        {
            if (!await verifier.ContinueAsync(EventsAtOnce, cancellation))
                _current = null;
        }
        catch (ResourceDamagedException damage)
        {
            _current = null;
            LogDamaged(verifier.ResourceId, damage.Version, damage);
            await GrainFactory.GetResource(verifier.ResourceId).Reload()
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        return verifier.Version - before;
    }

    [LoggerMessage(LogLevel.Error, "A check found that resource {Resource} is damaged (version {Version}). Restore a backup.")]
    private partial void LogDamaged(Guid resource, long? version, Exception damage);
}
