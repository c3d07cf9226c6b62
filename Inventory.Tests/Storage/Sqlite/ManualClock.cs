namespace Inventory.Tests.Storage.Sqlite;

/// <summary>A clock that stands. Its timers ring when the test says so.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<ManualTimer> _armed = [];
    private TaskCompletionSource _arming = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override DateTimeOffset GetUtcNow() => new(A.Moment.ToDateTime());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ManualTimer(this, () => callback(state));

    /// <summary>Waits until a timer is set, and lets it ring.</summary>
    public async Task RingAsync()
    {
        while (true)
        {
            Task arming;
            lock (_gate)
            {
                if (_armed.Count > 0)
                    break;
                arming = _arming.Task;
            }
            await arming;
        }
        ManualTimer timer;
        lock (_gate)
        {
            timer = _armed[0];
            _armed.RemoveAt(0);
        }
        timer.Ring();
    }

    private void Arm(ManualTimer timer)
    {
        lock (_gate)
        {
            _armed.Add(timer);
            _arming.SetResult();
            _arming = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action ring) : ITimer
    {
        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Arm(this);
            return true;
        }

        public void Dispose() { }

        public ValueTask DisposeAsync() => default;
    }
}
