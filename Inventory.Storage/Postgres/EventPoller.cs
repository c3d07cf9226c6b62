namespace Inventory.Storage.Postgres;

/// <summary>Polls for commits of other processes while somebody is interested. Commits of this process are known at once.</summary>
internal sealed class EventPoller(Database database, EventSignal events, PostgresStoreOptions options, TimeProvider clock)
{
    /// <summary>How long one query keeps the poller going: the next query is likely to follow.</summary>
    private static readonly TimeSpan QueryLifetime = TimeSpan.FromSeconds(2);

    /// <summary>Open transactions take milliseconds.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(2);

    /// <summary>Limits the wait for another process's transaction that does not end. Later events appear when it has ended.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    private volatile bool _isEnded;
    private int _waiting;
    private int _isPolling;
    private long _lastQuery;

    public long LastSeq
    {
        get
        {
            Volatile.Write(ref _lastQuery, clock.GetTimestamp());
            Poll();
            return events.LastSeq;
        }
    }

    public async Task WaitAsync(long afterSeq, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            Poll();
            await events.WaitAsync(afterSeq, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Includes everything that any process acknowledged before the call.</summary>
    public async Task<long> FindLastSeqAsync(CancellationToken cancellation)
    {
        var first = await database.ReadFeedEndAsync(cancellation);
        var last = await UntilAsync(first, end => end.FirstUnderWay >= first.FirstToCome, database.ReadFeedEndAsync, cancellation);
        events.Advance(last.Seq);
        return last.Seq;
    }

    /// <summary>Includes everything that this process knew before the call.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(long afterSeq, int limit, CancellationToken cancellation)
    {
        var known = events.LastSeq;
        var page = await database.ReadFeedAsync(afterSeq, limit, cancellation);
        return (await UntilAsync(
            page, next => known <= afterSeq || known < next.Horizon || next.Events.Count == limit, cancel => database.ReadFeedAsync(afterSeq, limit, cancel), cancellation)).Events;
    }

    public void End() => _isEnded = true;

    private async Task<T> UntilAsync<T>(T first, Func<T, bool> isEnough, Func<CancellationToken, Task<T>> again, CancellationToken cancellation)
    {
        if (isEnough(first))
            return first;
        var begin = clock.GetTimestamp();
        using var pace = new PeriodicTimer(Pace, clock);
        while (!isEnough(first) && clock.GetElapsedTime(begin) < MaxWait)
        {
            await pace.WaitForNextTickAsync(cancellation);
            first = await again(cancellation);
        }
        return first;
    }

    private bool IsNeeded => !_isEnded && (Volatile.Read(ref _waiting) > 0 || clock.GetElapsedTime(Volatile.Read(ref _lastQuery)) < QueryLifetime);

    private void Poll()
    {
        if (!_isEnded && Volatile.Read(ref _isPolling) == 0 && Interlocked.Exchange(ref _isPolling, 1) == 0)
            _ = Task.Run(PollAsync);
    }

    private async Task PollAsync()
    {
        using var pace = new PeriodicTimer(options.PollInterval, clock);
        do
        {
            await PollOnceAsync();
            await pace.WaitForNextTickAsync();
        }
        while (IsNeeded);
        Interlocked.Exchange(ref _isPolling, 0);
        // A subscriber may have come just before the end.
        if (IsNeeded)
            Poll();
    }

    private async Task PollOnceAsync()
    {
        try
        {
            events.Advance((await database.ReadFeedEndAsync(CancellationToken.None)).Seq);
        }
        catch (StoreUnavailableException)
        {
            // Reads and commits report the fault. The poller tries again.
        }
    }
}
