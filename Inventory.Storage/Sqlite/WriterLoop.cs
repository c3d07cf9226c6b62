namespace Inventory.Storage.Sqlite;

/// <summary>The writer's thread: one transaction for all waiting requests, answers after it is on the disk, then maintenance.</summary>
internal sealed class WriterLoop(
    string path, WriterSession? first, RequestQueue queue, ReadGate gate, IdleTimer idle, EventSignal events, SqliteStoreOptions options,
    WriterLog log, StoreMetrics metrics) : IDisposable
{
    // Events projected with each batch: enough to shrink the backlog, and too few to be noticed.
    private const int LeastSlice = 64;
    private const int LargestSlice = 2_048;

    private readonly WriterBatch _batch = new();
    private WriterSession? _session = first;
    private bool _isCatchingUp;
    private volatile bool _isSettled;

    /// <summary>May be read on any thread.</summary>
    public bool IsSettled => _isSettled;

    /// <summary>Ends when the queue is closed and empty and the tables are up to date.</summary>
    public void Run()
    {
        while (queue.Dequeue(_batch, wait: !_isCatchingUp && _batch.Reads.Count == 0))
        {
            _isCatchingUp |= idle.HasPassed(_session?.LastSeq ?? 0);
            Work();
        }
        _isCatchingUp = true;
        while (_session is not null && _isCatchingUp)
            Work();
    }

    public void Dispose()
    {
        try
        {
            _session?.Checkpoints.RunTruncate();
        }
        catch (Exception e)
        {
            log.CheckpointFailed(e);
        }
        _session?.Dispose();
        _session = null;
    }

    private void Work()
    {
        try
        {
            var session = _session ??= WriterSession.Open(path, options, migrate: false);
            var isTrial = log.IsFailing && _batch.HasCheck;
            if (isTrial || _isCatchingUp || _batch.NeedsTransaction(session))
                Transact(session, isTrial);
            // Before the answers: a caller that commits and then reads must not find an outdated true.
            _isSettled = session.Projection.Count == 0;
            events.Advance(session.LastSeq);
            _batch.Complete(session);
        }
        catch (Exception e)
        {
            Fail(e);
            return;
        }
        RunMaintenance(_session);
    }

    private void Transact(WriterSession session, bool isTrial)
    {
        if (_batch.Writes.Count > 0)
            metrics.Begin(_batch.Writes.Count);
        session.Begin();
        if (isTrial)
            session.Touch();
        _batch.Decide(session);
        session.Reach(FailPoint.EventsAppended);
        Project(session);
        session.Reach(FailPoint.TablesProjected);
        session.Commit();
        if (isTrial || _batch.HasWritten)
            log.Worked();
    }

    private void Project(WriterSession session)
    {
        var slice = _batch.Project(session, Math.Clamp(2 * _batch.Writes.Count, LeastSlice, LargestSlice));
        if (_isCatchingUp)
            session.Projection.Apply(LargestSlice);
        else if (session.Projection.Count > options.MaxBacklog)
            session.Projection.Apply(slice);
        session.FollowUsers(isAsked: _isCatchingUp);
    }

    // All requests are answered: a failure here affects no commit, and is retried after the next write.
    private void RunMaintenance(WriterSession session)
    {
        try
        {
            var isCaughtUp = _isCatchingUp && !session.Projection.IsBehind;
            _isCatchingUp &= !isCaughtUp;
            if (session.Checkpoints.AfterTransaction())
                log.CheckpointWorked();
            if (isCaughtUp)
                session.Checkpoints.RunPassive();
            if (session.Checkpoints.IsWalTooLong && gate.TryClose())
                session.Checkpoints.RunRestart();
        }
        catch (Exception e)
        {
            log.CheckpointFailed(e);
        }
        if (!session.Checkpoints.IsWalTooLong)
            gate.Open();
        if (session.Projection.IsBehind || session.Checkpoints.IsBehind)
            idle.Arm(session.LastSeq);
    }

    // The cached state goes with the connection; the next commit or read opens a new one.
    private void Fail(Exception fault)
    {
        log.Failed(fault);
        _isSettled = false;
        _isCatchingUp = false;
        var session = _session;
        _session = null;
        _batch.Fail(fault);
        gate.Open();
        session?.Dispose();
    }
}
