using Microsoft.Data.Sqlite;

namespace Inventory.Store.Sqlite;

/// <summary>
/// Reads events, of all resources or of one. What a transaction reads is on the disk: SQLite shows a commit in the WAL's index after the fsync of the
/// WAL (<c>sqlite3WalFrames</c>), and <see cref="Startup"/> sees to what a crash left.
/// </summary>
internal sealed class EventReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _page = new(connection,
        $"SELECT {EventRows.Columns} FROM event e CROSS JOIN resource r ON r.id = e.resource WHERE e.seq > ?1 ORDER BY e.seq LIMIT ?2");

    private readonly Statement _one = new(connection,
        $"SELECT {EventRows.Columns} FROM event e CROSS JOIN resource r ON r.id = e.resource WHERE e.seq = ?1");

    // From the row on in which the version is.
    private readonly Statement _index = new(connection,
        """
        SELECT version, events FROM resource_event
        WHERE resource = ?1 AND version >= ifnull((SELECT max(version) FROM resource_event WHERE resource = ?1 AND version <= ?2 + 1), 0) ORDER BY version
        """);

    public List<StoredEvent> Page(long afterSeq, int limit, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        _page.Bind(1, afterSeq);
        _page.Bind(2, limit);
        try
        {
            while (_page.Step())
            {
                cancellation.ThrowIfCancellationRequested();
                events.Add(_page.Event());
            }
        }
        finally
        {
            _page.Reset();
        }
        return events;
    }

    public List<StoredEvent> History(Guid resource, long afterVersion, int limit, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        foreach (var seq in Seqs(resource, afterVersion, limit))
        {
            cancellation.ThrowIfCancellationRequested();
            _one.Bind(1, seq);
            _one.Step();
            events.Add(_one.Event());
            _one.Reset();
        }
        return events;
    }

    public void Dispose()
    {
        _page.Dispose();
        _one.Dispose();
        _index.Dispose();
    }

    private List<long> Seqs(Guid resource, long afterVersion, int limit)
    {
        var (seqs, row) = (new List<long>(), new List<long>());
        _index.Bind(1, resource);
        _index.Bind(2, afterVersion);
        while (seqs.Count < limit && _index.Step())
        {
            EventIndex.Read(_index.Utf8(1), row);
            var before = Math.Max(0, afterVersion) - _index.Number(0) + 1;
            seqs.AddRange(row.Skip((int)Math.Clamp(before, 0, row.Count)).Take(limit - seqs.Count));
            row.Clear();
        }
        _index.Reset();
        return seqs;
    }
}
