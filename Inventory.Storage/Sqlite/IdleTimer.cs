namespace Inventory.Storage.Sqlite;

/// <summary>Wakes the writer after a time without events. One timer, set at most once in that time instead of for every commit.</summary>
internal sealed class IdleTimer : IDisposable
{
    private readonly ITimer _timer;
    private readonly TimeSpan _after;
    private int _hasRung;
    private bool _isArmed;
    private long _armedAt;

    public IdleTimer(TimeProvider clock, TimeSpan after, Action wake)
    {
        _after = after;
        _timer = clock.CreateTimer(_ => Ring(wake), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Arm(long lastSeq)
    {
        if (_isArmed)
            return;
        _isArmed = true;
        _armedAt = lastSeq;
        _timer.Change(_after, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True once, when the time has passed without an event.</summary>
    public bool HasPassed(long lastSeq)
    {
        if (Interlocked.Exchange(ref _hasRung, 0) == 0)
            return false;
        _isArmed = false;
        return _armedAt == lastSeq;
    }

    public void Dispose() => _timer.Dispose();

    private void Ring(Action wake)
    {
        Interlocked.Exchange(ref _hasRung, 1);
        wake();
    }
}
