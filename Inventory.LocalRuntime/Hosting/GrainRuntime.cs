using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;

namespace Inventory.LocalRuntime;

/// <summary>
/// Runs grains within this process, like a silo of Orleans without a cluster: at most one activation for a key, made by its
/// first call and deactivated when unused. Registered by <see cref="LocalRuntimeRegistration.AddLocalRuntime"/>.
/// </summary>
public sealed class GrainRuntime : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly List<ITimer> _timers = [];
    private volatile bool _isStopping;

    /// <summary>For dependency injection.</summary>
    public GrainRuntime(IServiceProvider services, IOptions<LocalRuntimeOptions> options, TimeProvider time, ILogger<GrainRuntime> logger)
    {
        Services = services;
        Options = options.Value;
        Time = time;
        Logger = logger;
        Pending = new(time);
        GrainFactory = new LocalGrainFactory(this, (GrainClasses)services.GetService(typeof(GrainClasses))!);
    }

    /// <summary>Makes references to grains.</summary>
    public IGrainFactory GrainFactory { get; }

    /// <summary>How many grains are in memory.</summary>
    public int ActivationCount => _activations.Count;

    /// <summary>How many calls wait for their answer.</summary>
    public int PendingCallCount => Pending.Count;

    internal IServiceProvider Services { get; }
    internal LocalRuntimeOptions Options { get; }
    internal TimeProvider Time { get; }
    internal ILogger Logger { get; }
    internal PendingCalls Pending { get; }

    /// <summary>Begins to look for overdue calls and unused grains. Grains can be called before.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var often = TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerSecond, Options.ResponseTimeout.Ticks / 4));
        _timers.Add(Time.CreateTimer(_ => FailOverdueCalls(), null, often, often));
        _timers.Add(Time.CreateTimer(
            _ => _ = CollectAsync(Options.CollectionAge), null, Options.CollectionQuantum, Options.CollectionQuantum));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Deactivates all grains, each when its running requests have ended. Calls that would activate another fail with
    /// <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, and the tokens of the grains that are in OnDeactivateAsync.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        DeactivationReason reason = new(DeactivationReasonCode.ShuttingDown, "The host stops.");
        try
        {
            // More than once, as a call may have been about to activate a grain.
            while (!_activations.IsEmpty)
                await Task.WhenAll(_activations.Values.Select(activation => activation.EndAsync(reason, cancellationToken)))
                    .WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Logger.StoppedWaiting(ActivationCount);
        }

        Dispose();
    }

    /// <summary>Deactivates the grains that were not used for so long; zero is all that have nothing to do.</summary>
    /// <returns>A task that ends when they are deactivated.</returns>
    public Task CollectAsync(TimeSpan idleFor) => Task.WhenAll(
        _activations.Values.Where(activation => activation.MayBeIdle(idleFor)).Select(activation => activation.EndIfIdleAsync(idleFor)));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var timer in _timers) timer.Dispose();
    }

    /// <summary>The activation of a grain. A new one does nothing until it's called, so it does no harm if it loses a race.</summary>
    /// <exception cref="InvalidOperationException">It would be a new one, and the runtime stops.</exception>
    internal Activation GetActivation(GrainId id)
    {
        if (_activations.TryGetValue(id, out var activation)) return activation;
        if (_isStopping) throw new InvalidOperationException($"{id} can't be activated: the runtime stops.");
        return _activations.GetOrAdd(id, static (id, runtime) => new Activation(runtime, id), this);
    }

    internal void Forget(Activation activation) => _activations.TryRemove(new(activation.Id, activation));

    private void FailOverdueCalls()
    {
        foreach (var call in Pending.TakeOverdue(Options.ResponseTimeout)) call.TimeOut(Options.ResponseTimeout);
    }
}
