using Inventory.Domain.Requests;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Shows durable events only: SQLite publishes a commit after the fsync (<c>sqlite3WalFrames</c>), and <see cref="Startup"/> covers crashes.</summary>
internal sealed class EventReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _page = new(connection,
        $"SELECT {EventRows.Columns} FROM event e CROSS JOIN resource r ON r.id = e.resource WHERE e.seq > ?1 ORDER BY e.seq LIMIT ?2");

    private readonly Statement _one = new(connection,
        $"SELECT {EventRows.Columns} FROM event e CROSS JOIN resource r ON r.id = e.resource WHERE e.seq = ?1");

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
    private readonly Statement _start = new(connection,
        """
        SELECT ifnull((SELECT seq FROM resource_event WHERE resource = ?1 AND version >= ?2 ORDER BY version LIMIT 1), (SELECT seq FROM resource WHERE id = ?1))
        """);

    public List<RecordedEvent> Page(long afterSeq, int limit, CancellationToken cancellation) => Read(_page, afterSeq, limit, cancellation);

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

    public List<RecordedEvent> History(Guid resource, long afterVersion, int limit, CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        afterVersion = Math.Max(0, afterVersion);
        var lastVersion = afterVersion < long.MaxValue - limit ? afterVersion + limit : long.MaxValue;
        for (var seq = Start(resource, lastVersion); seq != 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            _one.Bind(1, seq);
            _one.Step();
            if (_one.Version() > afterVersion && _one.Version() <= lastVersion)
                events.Add(_one.Event());
            seq = _one.Version() > afterVersion ? _one.Previous() : 0;
            _one.Reset();
        }
        events.Reverse();
        return events;
    }

    public void Dispose()
    {
        _page.Dispose();
        _of.Dispose();
        _ofLatest.Dispose();
        _userSeq.Dispose();
        _one.Dispose();
        _start.Dispose();
    }

    private static List<RecordedEvent> Read(Statement rows, long afterSeq, int limit, CancellationToken cancellation)
    {
        rows.Bind(1, afterSeq);
        rows.Bind(2, limit);
        return rows.ToList(EventRows.Event, cancellation);
    }

    private long Start(Guid resource, long version)
    {
        _start.Bind(1, resource);
        _start.Bind(2, version);
        return _start.ReadNumber();
    }
}
