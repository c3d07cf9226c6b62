using Inventory.Storage.States;
using Microsoft.Extensions.Logging;

namespace Inventory.Storage.Sqlite;

/// <summary>The way to the one thread that writes.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly RequestQueue _queue;
    private readonly WriterLoop _loop;
    private readonly IdleTimer _idle;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SqliteWriter(string path, WriterSession session, ReadGate gate, SqliteStoreOptions options, TimeProvider clock, ILogger logger)
    {
        _queue = new(options.MaxBatch, options.MaxWaiting);
        _idle = new(clock, options.IdleAfter, _queue.SignalIdle);
        _loop = new(path, session, _queue, gate, _idle, Events, options, new(logger));
        gate.Emptied += _queue.SignalIdle;
        Events.Advance(session.LastSeq);
        new Thread(Run) { IsBackground = true, Name = "Inventory.Store" }.Start();
    }

    /// <summary>How far the durable events go.</summary>
    public EventSignal Events { get; } = new();

    /// <summary>The tables have all that is committed: a read needs to wait for nothing.</summary>
    public bool IsSettled => _loop.IsSettled;

    public Task<CommitStatus> CommitAsync(Commit commit) => WriteAsync(new PendingCommit(commit));

    public Task<CommitStatus> CommitStateAsync(StateCommit commit) => WriteAsync(new PendingState(commit));

    /// <summary>Returns when the tables have what was committed of the resource; without one, when the writer answers.</summary>
    public Task CatchUpAsync(Guid? resource)
    {
        var pending = new PendingRead(resource);
        return _queue.TryAdd(pending) ? pending.Task : Task.FromException(TurnedAway());
    }

    /// <summary>Takes nothing new, does what waits, brings the tables up to date, and ends.</summary>
    public Task EndAsync()
    {
        _queue.Close();
        return _ended.Task;
    }

    /// <summary>After the end, and after the last read: closes the connection, which leaves one file.</summary>
    public void Dispose()
    {
        _idle.Dispose();
        _loop.Dispose();
    }

    private Task<CommitStatus> WriteAsync(PendingWrite pending)
    {
        if (!_queue.TryAdd(pending))
            pending.Fail(TurnedAway());
        return pending.Task;
    }

    private void Run()
    {
        _loop.Run();
        Events.Close();
        _ended.SetResult();
    }

    private static StoreUnavailableException TurnedAway() => new("The store is closed, or too many wait for it. Nothing was written.");
}
