using Orleans;
using Orleans.Runtime;

namespace Inventory.LocalRuntime;

/// <summary>
/// A timer of a grain. When it's due it becomes a request of the grain, and is set anew when that has ended: so there is never
/// more than one of it. Driven by the runtime's time provider.
/// </summary>
internal sealed class GrainTimer : Request, IGrainTimer
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly ITimer _timer;
    private TimeSpan _period;

    // Guarded by the gate.
    private bool _isDue;
    private TimeSpan? _changedDueTime;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
        : base(options.Interleave || activation.Id.Class.IsReentrant, isReadOnly: false)
    {
        _activation = activation;
        _callback = callback;
        KeepsAlive = options.KeepAlive;

        // The timer outlives the call that registers it, so it must not hold on to what belongs to the call.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _timer = activation.Runtime.Time.CreateTimer(
                static timer => ((GrainTimer)timer!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Change(options.DueTime, options.Period);
        activation.AddTimer(this);
    }

    public override string Name => "a timer";
    public override bool KeepsAlive { get; }
    public override bool IsAbandoned => _stop.IsCancellationRequested;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            _period = period;
            if (_isDue) _changedDueTime = dueTime;
            else _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public override Task Invoke(Grain grain)
    {
        try
        {
            return _stop.IsCancellationRequested ? Task.CompletedTask : _callback(_stop.Token) ?? Task.CompletedTask;
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    public override void Pend()
    {
    }

    public override void End(Task outcome)
    {
        if (outcome.Exception is { } exception) _activation.Runtime.Logger.TimerFailed(exception.InnerException!, _activation.Id);
        lock (_gate)
        {
            _isDue = false;
            _timer.Change(_changedDueTime ?? _period, Timeout.InfiniteTimeSpan);
            _changedDueTime = null;
        }
    }

    /// <summary>A timer ends with its activation, so it neither fails anybody nor moves on.</summary>
    public override void Fail(Exception exception)
    {
    }

    public override void MoveOn()
    {
    }

    public void Dispose()
    {
        _activation.RemoveTimer(this);
        _timer.Dispose();
        try
        {
            _stop.Cancel();
        }
        catch (AggregateException exception)
        {
            _activation.Runtime.Logger.TimerFailed(exception, _activation.Id);
        }
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time == Timeout.InfiniteTimeSpan) return;
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time.TotalMilliseconds, uint.MaxValue - 1, name);
    }

    private void OnDue()
    {
        lock (_gate) _isDue = true;
        _activation.Turns.Post(this);
    }
}
