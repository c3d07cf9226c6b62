namespace Inventory.Storage.Postgres;

internal sealed class PostgresWriter : IAsyncDisposable
{
    private readonly CommitQueue _queue;
    private readonly BatchSender _sender;
    private readonly StoreMetrics _metrics;

    public PostgresWriter(PostgresStoreOptions options, TimeProvider clock, BatchSender sender)
    {
        (_queue, _sender) = (new(options.MaxBatch, options.MaxWaiting, options.WriteConnections), sender);
        _metrics = new(clock, () => _queue.Length);
    }

    public Task<CommitStatus> CommitAsync(IReadOnlyList<Commit> whole)
    {
        var pending = new PendingCommit(whole, _metrics);
        if (!_queue.TryAdd(pending, out var needsTaker))
        {
            whole.BreakChains();
            return Task.FromException<CommitStatus>(new StoreUnavailableException("The store is closed or has too many waiting commits. Nothing was written."));
        }
        if (needsTaker)
            ThreadPool.UnsafeQueueUserWorkItem(static writer => _ = writer.WorkAsync(), this, preferLocal: false);
        return pending.Task;
    }

    /// <summary>Accepts no more commits. Ends when all waiting commits are done.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.CloseAsync();
        _metrics.Dispose();
    }

    private async Task WorkAsync()
    {
        var batch = new CommitBatch();
        while (_queue.TryTake(batch))
        {
            _metrics.Begin(batch.Commits.Count);
            await _sender.SendAsync(batch.Commits);
        }
    }
}
