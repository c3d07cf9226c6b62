using Inventory.LocalRuntime;
using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// The base of all grain classes. The runtime makes an instance at the first call of a key, in a service scope of its own,
/// and runs its code one turn at a time. Of Orleans' <c>Grain</c> it has the members below; it has no <c>GrainContext</c>.
/// </summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly Activation? _activation = TurnScheduler.OfThisTurn?.Activation;

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => Activation.Runtime.GrainFactory;

    /// <summary>The services of this activation: a scope that ends with it, as in Orleans.</summary>
    protected internal IServiceProvider ServiceProvider => Activation.Services;

    /// <summary>The class and the key, for logs.</summary>
    public string IdentityString => Activation.Id.ToString();

    internal Activation Activation => _activation
        ?? throw new InvalidOperationException($"{GetType().Name} was made outside of the runtime: call it through IGrainFactory.");

    /// <summary>
    /// Runs before the first request; requests that arrive meanwhile wait. If it throws, they fail with its exception and the
    /// next call activates anew. The token ends after the response time limit, as Orleans' does after its activation time limit.
    /// </summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Runs after the last request and after all timers have ended; what it throws is logged. Calls that arrive meanwhile go to
    /// the next activation, which begins when this task has ended. The token ends after the response time limit, or when the
    /// host stops waiting. As in Orleans it is a courtesy, not a guarantee: a process can also just die.
    /// </summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Deactivates this grain as soon as the requests that have begun are done. Those that have not go to the next activation.
    /// Within <see cref="OnActivateAsync"/> it takes effect after the first request.
    /// </summary>
    protected void DeactivateOnIdle() =>
        Activation.DeactivateOnIdle(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    /// <summary>
    /// Keeps this grain from idle collection for so long. Zero takes that back, <see cref="Timeout.InfiniteTimeSpan"/> is forever.
    /// </summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.KeepAliveFor(timeSpan);
}
