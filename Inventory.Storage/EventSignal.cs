namespace Inventory.Storage;

/// <summary>Announces durable events to any number of subscribers, at the cost of one for the writer.</summary>
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
            // Checks again: every later event completes the task.
            if (LastSeq > after)
                return;
            if (_isClosed)
                throw new StoreUnavailableException("The store is closed.");
            await next.WaitAsync(cancellation);
        }
    }

    public void Advance(long lastSeq)
    {
        // A full fence: either the subscriber sees the number, or this thread sees the subscriber's task.
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
        // Waking a thousand subscribers takes a while, so the thread pool does it.
        if (Volatile.Read(ref _next) is not null && Interlocked.Exchange(ref _next, null) is { } next)
            ThreadPool.UnsafeQueueUserWorkItem(static waiting => waiting.SetResult(), next, preferLocal: false);
    }
}
