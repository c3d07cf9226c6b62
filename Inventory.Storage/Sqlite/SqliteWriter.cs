using Inventory.Storage.States;
using Microsoft.Extensions.Logging;

namespace Inventory.Storage.Sqlite;

internal sealed class SqliteWriter : IDisposable
{
    private readonly RequestQueue _queue;
    private readonly StoreMetrics _metrics;
    private readonly WriterLoop _loop;
    private readonly IdleTimer _idle;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SqliteWriter(string path, WriterSession session, ReadGate gate, SqliteStoreOptions options, TimeProvider clock, ILogger logger)
    {
        _queue = new(options.MaxBatch, options.MaxWaiting);
        _metrics = new(clock, () => _queue.Length);
        _idle = new(clock, options.IdleAfter, _queue.SignalIdle);
        _loop = new(path, session, _queue, gate, _idle, Events, options, new(logger), _metrics);
        gate.Emptied += _queue.SignalIdle;
        Events.Advance(session.LastSeq);
        new Thread(Run) { IsBackground = true, Name = "Inventory.Store" }.Start();
    }

    public EventSignal Events { get; } = new();

    /// <summary>The tables have all commits: a read need not wait.</summary>
    public bool IsSettled => _loop.IsSettled;

    public Task<CommitStatus> CommitAsync(IReadOnlyList<Commit> whole) => WriteAsync(new PendingCommit(whole, _metrics));

    public Task<CommitStatus> CommitStateAsync(StateCommit commit) => WriteAsync(new PendingState(commit, _metrics));

    /// <summary>Returns when the tables have the resource's commits; without a resource, when the writer answers.</summary>
    public Task CatchUpAsync(Guid? resource)
    {
        var pending = new PendingRead(resource);
        return _queue.TryAdd(pending) ? pending.Task : Task.FromException(Refused());
    }

    /// <summary>Accepts nothing new, completes what waits, and brings the tables up to date.</summary>
    public Task EndAsync()
    {
        _queue.Close();
        return _ended.Task;
    }

    /// <summary>Call it after the last read: it closes the connection and leaves one file.</summary>
    public void Dispose()
    {
        _idle.Dispose();
        _loop.Dispose();
        _metrics.Dispose();
    }

    private Task<CommitStatus> WriteAsync(PendingWrite pending)
    {
        if (!_queue.TryAdd(pending))
            pending.Fail(Refused());
        return pending.Task;
    }

    private void Run()
    {
        _loop.Run();
        Events.Close();
        _ended.SetResult();
    }

    private static StoreUnavailableException Refused() => new("The store is closed or has too many waiting requests. Nothing was written.");
}
