using Inventory.Domain.Requests;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Shows durable events only: SQLite publishes a commit after the fsync (<c>sqlite3WalFrames</c>), and <see cref="Startup"/> covers crashes.</summary>
internal sealed class EventReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _page = new(connection,
        $"SELECT {EventRows.Columns} FROM event e CROSS JOIN resource r ON r.id = e.resource WHERE e.seq > max(?1, (SELECT seq FROM archive)) ORDER BY e.seq");

    // The user's events up to a number are in the table. The few after it may not be there yet.
    private readonly Statement _userSeq = new(connection, "SELECT seq FROM user_projection");

    private readonly Statement _of = new(connection,
        $"""
        SELECT {EventRows.Columns} FROM user_event u CROSS JOIN event e ON e.seq = u.seq CROSS JOIN resource r ON r.id = e.resource
        WHERE u.user_id = ?3 AND u.seq > ?1 AND u.seq <= ?4 ORDER BY u.seq LIMIT ?2
        """);

    private readonly Statement _ofLatest = new(connection,
        $"""
        SELECT {EventRows.Columns} FROM event e CROSS JOIN resource r ON r.id = e.resource
        WHERE e.seq > ?1 AND (e.owner = ?3 OR e.actor = ?4) ORDER BY e.seq LIMIT ?2
        """);

    // The walk back starts at an event of the resource that is not before the version, or at its last one.
    private readonly Statement _indexed = new(connection,
        "SELECT seq, version FROM resource_event WHERE resource = ?1 AND version >= ?2 ORDER BY version LIMIT 1");

    private readonly Statement _last = new(connection, "SELECT seq, version FROM resource WHERE id = ?1");

    private readonly Statement _lastSeq = new(connection, "SELECT ifnull(max(seq), 0) FROM event");

    private readonly Statement _archivedOf = new(connection,
        "SELECT r.id, r.type FROM archived_user_event u CROSS JOIN resource r ON r.id = u.resource WHERE u.user_id = ?1");

    public long LastSeq => _lastSeq.ReadNumber();

    /// <summary>Leaves out damaged events: the others are still told, and a gap in the versions shows that something is missing.</summary>
    public List<RecordedEvent> Page(long afterSeq, int limit, CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        _page.Bind(1, afterSeq);
        try
        {
            while (events.Count < limit && _page.Step())
            {
                cancellation.ThrowIfCancellationRequested();
                if (_page.Checked() is { } row)
                    events.Add(row.Event);
            }
        }
        finally
        {
            _page.Reset();
        }
        return events;
    }

    public List<RecordedEvent> Of(Guid user, long afterSeq, int limit, CancellationToken cancellation)
    {
        var userSeq = _userSeq.ReadNumber();
        _of.Bind(3, user);
        _of.Bind(4, userSeq);
        var events = Read(_of, afterSeq, limit, cancellation);
        if (events.Count == limit)
            return events;
        _ofLatest.Bind(3, user);
        _ofLatest.Bind(4, Caller.ActorOf(user));
        return [.. events, .. Read(_ofLatest, Math.Max(afterSeq, userSeq), limit - events.Count, cancellation)];
    }

    public List<ArchivedResource> ArchivedOf(Guid user, CancellationToken cancellation)
    {
        _archivedOf.Bind(1, user);
        return _archivedOf.ToList(static row => new ArchivedResource(row.Id(0), row.Text(1)), cancellation);
    }

    /// <summary>Checks what it reads, and that nothing is missing in it or before it.</summary>
    /// <exception cref="EventsArchivedException">The first of them are in the archive alone.</exception>
    public List<RecordedEvent> History(Guid resource, long afterVersion, int limit, CancellationToken cancellation)
    {
        afterVersion = Math.Max(0, afterVersion);
        var archived = Chain.Archived(resource);
        if (archived.Version > afterVersion)
            throw new EventsArchivedException(resource, archived.Version);
        var lastVersion = afterVersion < long.MaxValue - limit ? afterVersion + limit : long.MaxValue;
        var (seq, version) = Start(resource, lastVersion);
        var rows = Chain.WalkBack(resource, seq, version, afterVersion, archived, cancellation);
        return [.. rows.Select(row => row.Event).Where(read => read.Version > afterVersion && read.Version <= lastVersion)];
    }

    public EventChain Chain { get; } = new(connection);

    public void Dispose()
    {
        Chain.Dispose();
        _page.Dispose();
        _of.Dispose();
        _ofLatest.Dispose();
        _userSeq.Dispose();
        _indexed.Dispose();
        _last.Dispose();
        _lastSeq.Dispose();
        _archivedOf.Dispose();
    }

    private static List<RecordedEvent> Read(Statement rows, long afterSeq, int limit, CancellationToken cancellation)
    {
        rows.Bind(1, afterSeq);
        rows.Bind(2, limit);
        return rows.ToList(static row => row.Checked()?.Event ?? throw EventChain.Damaged(row), cancellation);
    }

    private (long Seq, long Version) Start(Guid resource, long version)
    {
        _indexed.Bind(1, resource);
        _indexed.Bind(2, version);
        _last.Bind(1, resource);
        return ReadStart(_indexed) ?? ReadStart(_last) ?? default;
    }

    private static (long Seq, long Version)? ReadStart(Statement start)
    {
        if (!start.Step())
            return null;
        var found = (start.Number(0), start.Number(1));
        start.Reset();
        return found;
    }
}
