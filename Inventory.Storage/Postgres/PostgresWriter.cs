namespace Inventory.Storage.Postgres;

internal sealed class PostgresWriter(PostgresStoreOptions options, BatchSender sender)
{
    private readonly CommitQueue _queue = new(options.MaxBatch, options.MaxWaiting, options.WriteConnections);

    public Task<CommitStatus> CommitAsync(Commit commit)
    {
        var pending = new PendingCommit(commit);
        if (!_queue.TryAdd(pending, out var needsTaker))
        {
            commit.Chain.Break();
            return Task.FromException<CommitStatus>(new StoreUnavailableException("The store is closed or has too many waiting commits. Nothing was written."));
        }
        if (needsTaker)
            ThreadPool.UnsafeQueueUserWorkItem(static writer => _ = writer.WorkAsync(), this, preferLocal: false);
        return pending.Task;
    }

    /// <summary>Accepts no more commits. Ends when all waiting commits are done.</summary>
    public Task EndAsync() => _queue.CloseAsync();

    private async Task WorkAsync()
    {
        var batch = new CommitBatch();
        while (_queue.TryTake(batch))
            await sender.SendAsync(batch.Commits);
    }
}
