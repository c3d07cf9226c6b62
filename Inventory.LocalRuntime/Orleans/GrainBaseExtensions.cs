using Inventory.LocalRuntime;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Timers of a grain, by the names that Orleans has for them.</summary>
public static class GrainBaseExtensions
{
    /// <summary>
    /// Registers a timer. Its callback runs as a turn of the grain, never overlaps with itself, and the period runs from its
    /// end. What it throws is logged and does not stop the timer. It ends when disposed or when the grain is deactivated,
    /// and its token with it.
    /// </summary>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return grain.RegisterGrainTimer(stop => callback(state, stop), options);
    }

    /// <inheritdoc cref="RegisterGrainTimer{TState}"/>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(callback);
        return new GrainTimer(((Grain)grain).Activation, callback, options);
    }
}
