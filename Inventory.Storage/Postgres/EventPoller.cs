namespace Inventory.Storage.Postgres;

/// <summary>
/// Learns what other processes have committed, by looking again and again while somebody wants to know. What this process commits is known at once.
/// </summary>
internal sealed class EventPoller(Database database, EventSignal events, PostgresStoreOptions options, TimeProvider clock)
{
    /// <summary>Who has asked will ask again, within this time.</summary>
    private static readonly TimeSpan Interest = TimeSpan.FromSeconds(2);

    /// <summary>For transactions that are under way: they take milliseconds.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(2);

    /// <summary>For a transaction of somebody else that does not end: what began after it is told when it has.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(1);

    private volatile bool _isEnded;
    private int _waiting;
    private int _isLooking;
    private long _lastAsked;

    public long LastSeq
    {
        get
        {
            Volatile.Write(ref _lastAsked, clock.GetTimestamp());
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

    /// <summary>How far the feed goes, with all that was answered by any process before the call.</summary>
    public async Task<long> FindLastSeqAsync(CancellationToken cancellation)
    {
        var first = await database.ReadFeedEndAsync(cancellation);
        var last = await UntilAsync(first, end => end.FirstUnderWay >= first.FirstToCome, database.ReadFeedEndAsync, cancellation);
        events.Advance(last.Seq);
        return last.Seq;
    }

    /// <summary>A page, with all that this process knew of before the call.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(long afterSeq, int limit, CancellationToken cancellation)
    {
        var known = events.LastSeq;
        var page = await database.ReadFeedAsync(afterSeq, limit, cancellation);
        return (await UntilAsync(
            page, next => known <= afterSeq || known < next.Horizon || next.Events.Count == limit, cancel => database.ReadFeedAsync(afterSeq, limit, cancel), cancellation)).Events;
    }

    /// <summary>Nobody looks any more.</summary>
    public void End() => _isEnded = true;

    private async Task<T> UntilAsync<T>(T first, Func<T, bool> isEnough, Func<CancellationToken, Task<T>> again, CancellationToken cancellation)
    {
        if (isEnough(first))
            return first;
        var begin = clock.GetTimestamp();
        using var pace = new PeriodicTimer(Pace, clock);
        while (!isEnough(first) && clock.GetElapsedTime(begin) < MostPatience)
        {
            await pace.WaitForNextTickAsync(cancellation);
            first = await again(cancellation);
        }
        return first;
    }

    private bool IsWanted => !_isEnded && (Volatile.Read(ref _waiting) > 0 || clock.GetElapsedTime(Volatile.Read(ref _lastAsked)) < Interest);

    private void Poll()
    {
        if (!_isEnded && Volatile.Read(ref _isLooking) == 0 && Interlocked.Exchange(ref _isLooking, 1) == 0)
            _ = Task.Run(PollAsync);
    }

    private async Task PollAsync()
    {
        using var pace = new PeriodicTimer(options.LookEvery, clock);
        do
        {
            await PollOnceAsync();
            await pace.WaitForNextTickAsync();
        }
        while (IsWanted);
        Interlocked.Exchange(ref _isLooking, 0);
        // Somebody may have come while this was about to end.
        if (IsWanted)
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
            // Whoever reads or commits is told. Here it is tried again, until it is there.
        }
    }
}
