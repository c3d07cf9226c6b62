using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>The write connection and all cached state. After a fault it is replaced as a whole, so no state of a failed transaction survives.</summary>
internal sealed class WriterSession : IDisposable
{
    private readonly SqliteStoreOptions _options;
    private readonly SqliteConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly EventLog _log;
    private readonly ResourceTable _resources;
    private readonly SparseEventIndex _eventIndex;
    private readonly PoolRequestTable _poolRequests;
    private readonly VersionCache _versions;
    private readonly UserEventTable _userEvents;

    private WriterSession(SqliteConnection connection, SqliteStoreOptions options)
    {
        _options = options;
        _connection = connection;
        _begin = new(connection, "BEGIN IMMEDIATE");
        _commit = new(connection, "COMMIT");
        _log = new(connection);
        _resources = new(connection);
        _eventIndex = new(connection);
        _poolRequests = new(connection, options.IdempotencyRetention);
        _versions = new(options.MaxKnownVersions);
        _userEvents = new(connection);
        States = new(connection);
        Projection = new(connection, _log);
        Checkpoints = new(connection, options);
    }

    public Projection Projection { get; }

    public Checkpoints Checkpoints { get; }

    public StateTable States { get; }

    public long LastSeq => _log.LastSeq;

    public static WriterSession Open(string path, SqliteStoreOptions options, bool migrate)
    {
        var connection = Connections.OpenWriter(path);
        try
        {
            if (migrate)
                Schema.Migrate(connection);
            return new(connection, options);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin()
    {
        _begin.Run();
        Reach(FailPoint.TransactionBegun);
    }

    /// <summary>It follows on the last event of its resource.</summary>
    public bool Admits(Commit commit) => !commit.Chain.IsBroken && VersionCache.Accepts(commit, Head(commit.ResourceId).Version);

    /// <summary>The content is that of <see cref="EventHash.OfContent(Commit)"/>.</summary>
    public bool TryAppend(Commit commit, UInt128 content)
    {
        var before = Head(commit.ResourceId);
        if (commit.Chain.IsBroken || !VersionCache.Accepts(commit, before.Version) || !_resources.TryChange(commit, LastSeq + 1, before.KeptSeq, Projection))
        {
            commit.Chain.Break();
            return false;
        }
        Append(commit, content, before);
        return true;
    }

    /// <summary>For a change that follows on another one of the same whole.</summary>
    public void Append(Commit commit, UInt128 content)
    {
        var before = Head(commit.ResourceId);
        if (!VersionCache.Accepts(commit, before.Version) || !_resources.TryChange(commit, LastSeq + 1, before.KeptSeq, Projection))
            throw new ArgumentException($"Version {commit.Version} does not follow on the change before it.", nameof(commit));
        Append(commit, content, before);
    }

    /// <summary>For an event that has its number already, above all others.</summary>
    /// <exception cref="InvalidDataException">It contradicts those before it.</exception>
    public void Append(Commit commit, UInt128 content, long seq)
    {
        _log.SkipTo(seq);
        if (!TryAppend(commit, content))
            throw new InvalidDataException($"Version {commit.Version} of resource {commit.ResourceId} contradicts the events before it.");
    }

    private void Append(Commit commit, UInt128 content, ResourceHead before)
    {
        var id = commit.ResourceId;
        var head = _log.Append(commit, content, before);
        _versions.Set(id, head);
        _eventIndex.Add(id, commit.Version, head.Seq);
        _userEvents.Add(commit, head.Seq);
        if (ProjectionSteps.Of(commit.Change) is { } step)
            Projection.Add(id, head, new(head.Seq, step, IsKept: head.KeptSeq == head.Seq));
        if (commit is { Key.Key: var key, Change: ResourceEvent.Allocated } && PoolRequestKey.IsOne(key))
            _poolRequests.Add(commit, head.Seq);
    }

    public void Commit()
    {
        _commit.Run();
        Reach(FailPoint.Committed);
    }

    /// <summary>Lets the table of the users' events follow the log, if it is due or asked for.</summary>
    public void FollowUsers(bool isAsked)
    {
        if (_userEvents.IsDue(LastSeq) || (isAsked && _userEvents.IsBehind(LastSeq)))
            _userEvents.Write(LastSeq);
    }

    /// <summary>Writes an unchanged page, to test whether writing works.</summary>
    public void Touch() => Schema.Touch(_connection);

    public void Reach(FailPoint step) => _options.OnFailPoint?.Invoke(step, _connection);

    public void Dispose()
    {
        Projection.Dispose();
        States.Dispose();
        _userEvents.Dispose();
        _poolRequests.Dispose();
        _eventIndex.Dispose();
        _resources.Dispose();
        _log.Dispose();
        _commit.Dispose();
        _begin.Dispose();
        _connection.Dispose();
    }

    private ResourceHead Head(Guid id)
    {
        if (!_versions.TryGet(id, out var head))
        {
            // The table is behind the log by the resource's backlog, but the row of a deleted resource is final.
            head = _resources.Head(id);
            if (head.Version != ResourceHead.Gone && Projection.Find(id) is { } backlog)
                head = backlog.Head;
            if (head != ResourceHead.None)
                _versions.Set(id, head);
        }
        return head;
    }
}
