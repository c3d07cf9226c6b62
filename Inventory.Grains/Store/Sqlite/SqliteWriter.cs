using Microsoft.Extensions.Logging;

namespace Inventory.Store.Sqlite;

/// <summary>The one thread that writes. It takes all that waits into one transaction, and answers when that is on the disk.</summary>
internal sealed class SqliteWriter : IDisposable
{
    // Of the tables' work that a batch takes on: enough that the backlog shrinks, little enough that nobody notices.
    private const int LeastSlice = 64;
    private const int LargestSlice = 2_048;

    private readonly string _path;
    private readonly SqliteStoreOptions _options;
    private readonly WriterLog _log;
    private readonly RequestQueue _queue;
    private readonly IdleWatch _idle;
    private readonly ReadGate _gate;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PendingCommit> _commits = [];
    private readonly List<PendingRead> _newReads = [];
    private readonly List<PendingRead> _reads = [];
    private WriterSession? _session;
    private bool _isCatchingUp;
    private volatile bool _isSettled;

    public SqliteWriter(string path, WriterSession session, ReadGate gate, SqliteStoreOptions options, TimeProvider clock, ILogger logger)
    {
        (_path, _session, _options, _gate) = (path, session, options, gate);
        _log = new(logger);
        _queue = new(options.MaxBatch, options.MaxWaiting);
        _idle = new(clock, options.IdleAfter, _queue.Wake);
        _gate.Emptied += _queue.Wake;
        Events.Set(session.LastSeq);
        new Thread(Run) { IsBackground = true, Name = "Inventory.Store" }.Start();
    }

    /// <summary>How far the durable events go.</summary>
    public EventSignal Events { get; } = new();

    /// <summary>The tables have all that is committed: a read needs to wait for nothing.</summary>
    public bool IsSettled => _isSettled;

    public Task<CommitStatus> CommitAsync(Commit commit)
    {
        var pending = new PendingCommit(commit);
        return _queue.TryAdd(pending) ? pending.Task : Task.FromException<CommitStatus>(new StoreUnavailableException("The store is closed or overloaded."));
    }

    /// <summary>Returns when the tables have what was committed of the resource; without one, when the writer answers.</summary>
    public Task SettleAsync(Guid? resource)
    {
        var pending = new PendingRead(resource);
        return _queue.TryAdd(pending) ? pending.Task : Task.FromException(new StoreUnavailableException("The store is closed or overloaded."));
    }

    /// <summary>Takes nothing new, does what waits, brings the tables up to date, and ends.</summary>
    public Task EndAsync()
    {
        _queue.Close();
        return _ended.Task;
    }

    /// <summary>After the end: closes the connection, which leaves one file if nobody reads any more.</summary>
    public void Dispose()
    {
        _idle.Dispose();
        try
        {
            _session?.Checkpoints.RunTruncate();
        }
        catch (Exception e)
        {
            _log.Failed(e);
        }
        _session?.Dispose();
    }

    private void Run()
    {
        while (_queue.Take(_commits, _newReads, wait: !_isCatchingUp && _reads.Count == 0))
        {
            _isCatchingUp |= _idle.HasPassed(_session?.LastSeq ?? 0);
            Work();
        }
        _isCatchingUp = true;
        while (_session is not null && _isCatchingUp)
            Work();
        Events.Close();
        _ended.SetResult();
    }

    private void Work()
    {
        _reads.AddRange(_newReads);
        _newReads.Clear();
        try
        {
            var session = _session ??= WriterSession.Open(_path, _options, migrate: false);
            if (_commits.Count > 0 || _isCatchingUp || _reads.Exists(read => IsBehind(session, read)))
                Transact(session);
            Answer(session);
        }
        catch (Exception e)
        {
            Fail(e);
            return;
        }
        TidyUp(_session);
    }

    private void Transact(WriterSession session)
    {
        var lastSeq = session.LastSeq;
        session.Begin();
        foreach (var pending in _commits)
            pending.Decision = session.Append(pending.Commit);
        session.Probe(StoreStep.EventsAppended);
        Project(session);
        session.Probe(StoreStep.TablesProjected);
        session.Commit();
        if (session.LastSeq != lastSeq)
            _log.Worked();
    }

    private void Project(WriterSession session)
    {
        var slice = Math.Clamp(2 * _commits.Count, LeastSlice, LargestSlice);
        foreach (var read in _reads)
        {
            if (IsBehind(session, read) && slice > 0)
                slice -= session.Projection.Apply(read.Resource!.Value, slice);
        }
        if (_isCatchingUp)
            session.Projection.Apply(LargestSlice);
        else if (session.Projection.Count > _options.MaxBacklog)
            session.Projection.Apply(slice);
    }

    private void Answer(WriterSession session)
    {
        // Before the answers: who commits and then reads must not find this true from before.
        _isSettled = session.Projection.Count == 0;
        Events.Set(session.LastSeq);
        foreach (var pending in _commits)
            pending.SetResult(pending.Decision);
        _commits.Clear();
        _reads.RemoveAll(read => !IsBehind(session, read) && read.TrySetResult());
    }

    // All is answered: what fails here fails no commit, and is tried again when more is written.
    private void TidyUp(WriterSession session)
    {
        try
        {
            var isCaughtUp = _isCatchingUp && !session.Projection.IsBehind;
            _isCatchingUp &= !isCaughtUp;
            if (session.Checkpoints.AfterTransaction())
                _log.CheckpointWorked();
            if (isCaughtUp)
                session.Checkpoints.RunPassive();
            if (session.Checkpoints.IsWalTooLong && _gate.TryClose())
                session.Checkpoints.RunRestart();
        }
        catch (Exception e)
        {
            _log.CheckpointFailed(e);
        }
        if (!session.Checkpoints.IsWalTooLong)
            _gate.Open();
        if (session.Projection.IsBehind || session.Checkpoints.IsBehind)
            _idle.Arm(session.LastSeq);
    }

    // The outcome of these commits is unknown: the fault may have come after they reached the disk.
    private void Fail(Exception fault)
    {
        _log.Failed(fault);
        _isSettled = false;
        _isCatchingUp = false;
        _session?.Dispose();
        _session = null;
        foreach (var pending in _commits)
            pending.SetException(new StoreUnavailableException($"The commit failed: {fault.Message}", fault));
        _commits.Clear();
        foreach (var read in _reads)
            read.SetException(new StoreUnavailableException($"The store cannot be read: {fault.Message}", fault));
        _reads.Clear();
        _gate.Open();
    }

    private static bool IsBehind(WriterSession session, PendingRead read) =>
        read.Resource is { } resource && session.Projection.Find(resource) is not null;
}
