namespace Inventory.Storage.Sqlite;

/// <summary>Tells the writer when no event has come for a while. One timer, set at most once in that time, not for every commit.</summary>
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

    /// <summary>Looks again in a while, if it does not already.</summary>
    public void Arm(long lastSeq)
    {
        if (_isArmed)
            return;
        _isArmed = true;
        _armedAt = lastSeq;
        _timer.Change(_after, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True once, when the time has passed and no event has come in it.</summary>
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
