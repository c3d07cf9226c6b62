namespace Inventory.Storage;

/// <summary>Tells how far the durable events go, to any number who wait for more. The writer pays for one of them, and for none when there is none.</summary>
internal sealed class EventSignal
{
    private long _lastSeq;
    private TaskCompletionSource? _next;
    private volatile bool _isClosed;

    public long LastSeq => Volatile.Read(ref _lastSeq);

    public async Task WaitAsync(long after, CancellationToken cancellation)
    {
        while (LastSeq <= after)
        {
            var next = Next();
            // Only now: what comes after this look completes the task.
            if (LastSeq > after)
                return;
            if (_isClosed)
                throw new StoreUnavailableException("The store is closed.");
            await next.WaitAsync(cancellation);
        }
    }

    /// <summary>The events go at least so far.</summary>
    public void Advance(long lastSeq)
    {
        // A full fence: either who begins to wait sees the number, or this sees the task.
        for (var before = LastSeq; lastSeq > before; before = LastSeq)
        {
            if (Interlocked.CompareExchange(ref _lastSeq, lastSeq, before) == before)
            {
                Notify();
                return;
            }
        }
    }

    public void Close()
    {
        _isClosed = true;
        Notify();
    }

    private Task Next()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _next, mine, null) ?? mine).Task;
    }

    private void Notify()
    {
        // To wake a thousand takes a while; the pool does it.
        if (Volatile.Read(ref _next) is not null && Interlocked.Exchange(ref _next, null) is { } next)
            ThreadPool.UnsafeQueueUserWorkItem(static waiting => waiting.SetResult(), next, preferLocal: false);
    }
}
