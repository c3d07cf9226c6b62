using Orleans;

namespace Inventory.LocalRuntime;

/// <summary>What keeps an activation in memory or asks it to end, and its timers. For any thread.</summary>
internal sealed partial class Activation
{
    private readonly HashSet<GrainTimer> _timers = [];

    /// <summary>Timestamp of the last use, and until when idle collection passes by.</summary>
    private long _lastUsed;
    private long _keepUntilTicks;

    /// <summary>Whether it's worth asking it to <see cref="EndIfIdleAsync"/>.</summary>
    public bool MayBeIdle(TimeSpan idleFor) => _state is ActivationState.Active && IsUnusedFor(idleFor);

    /// <summary>Deactivates if nothing runs or waits and it was not used for so long.</summary>
    /// <returns>A task that ends when the activation is gone, or stays because it isn't idle.</returns>
    public Task EndIfIdleAsync(TimeSpan idleFor) => InTurn(() =>
    {
        if (_state is not ActivationState.Active || _line.Running > 0 || !_line.IsEmpty || !IsUnusedFor(idleFor)) return Task.CompletedTask;
        return End(new(DeactivationReasonCode.ActivationIdle, $"Not used for {idleFor}."));
    });

    /// <summary>Deactivates when the requests that run have ended.</summary>
    /// <param name="reason">What the grain is told.</param>
    /// <param name="hurry">Tells the grain to be done with it.</param>
    /// <returns>A task that ends when the activation is gone.</returns>
    public Task EndAsync(DeactivationReason reason, CancellationToken hurry) => InTurn(() =>
    {
        _hurry = hurry;
        return End(reason);
    });

    /// <summary>For the grain's own code, in a turn or out of it.</summary>
    public void DeactivateOnIdle(DeactivationReason reason)
    {
        if (TurnScheduler.OfThisTurn == Turns) _reasonToEnd ??= reason;
        else _ = InTurn(() => End(reason));
    }

    public void KeepAliveFor(TimeSpan time)
    {
        var now = Runtime.Time.GetUtcNow().UtcTicks;
        var forever = time == Timeout.InfiniteTimeSpan || time.Ticks > long.MaxValue - now;
        Volatile.Write(ref _keepUntilTicks, forever ? long.MaxValue : time <= TimeSpan.Zero ? 0 : now + time.Ticks);
    }

    public void AddTimer(GrainTimer timer)
    {
        lock (_timers) _timers.Add(timer);
    }

    public void RemoveTimer(GrainTimer timer)
    {
        lock (_timers) _timers.Remove(timer);
    }

    private bool IsUnusedFor(TimeSpan time) => Runtime.Time.GetElapsedTime(Volatile.Read(ref _lastUsed)) >= time
        && Volatile.Read(ref _keepUntilTicks) <= Runtime.Time.GetUtcNow().UtcTicks;

    private void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (_timers) timers = [.. _timers];
        foreach (var timer in timers) timer.Dispose();
    }
}
