using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

internal sealed class IdempotencyReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _last = new(connection, "SELECT kept_seq FROM resource WHERE id = ?1");

    private readonly Statement _event = new(connection,
        $"SELECT {EventRows.Columns} FROM event e JOIN resource r ON r.id = e.resource WHERE e.seq = ?1");

    private readonly Statement _ofType = new(connection,
        $"""
        SELECT {EventRows.Columns} FROM event e JOIN resource r ON r.id = e.resource
        WHERE e.seq = (
            WITH RECURSIVE days (day) AS (SELECT ?1 UNION ALL SELECT day + 1 FROM days WHERE day < ?4)
            SELECT max(a.seq) FROM days CROSS JOIN pool_request a ON a.day = days.day AND a.type = ?2 AND a.request_key = ?3)
        """);

    private readonly Statement _creations = new(connection,
        $"""
        SELECT {EventRows.Columns} FROM resource r JOIN event e ON e.seq = r.keyed_seq
        WHERE r.type = ?1 AND r.created_us > ?2 AND r.keyed_seq IS NOT NULL ORDER BY r.created_us, r.keyed_seq
        """);

    public StoredResource With(StoredResource resource, Instant since)
    {
        var (answers, expired) = (new List<IdempotencyRecord>(), new List<ExpiredHold>());
        var seq = Last(resource.Resource.Id);
        while (seq != 0)
        {
            _event.Bind(1, seq);
            // Newest first, so that a long history costs nothing.
            seq = _event.Step() && _event.At() > since ? Read(answers, expired) : 0;
            _event.Reset();
        }
        answers.Reverse();
        expired.Reverse();
        return answers.Count + expired.Count == 0 ? resource : resource with { Answers = answers, ExpiredHolds = expired };
    }

    public PoolIdempotencyRecord? OfType(string type, string key, Instant since, Instant now)
    {
        _ofType.Bind(1, PoolRequestTable.Day(since));
        _ofType.Bind(2, type);
        _ofType.Bind(3, key);
        // If the clock was set back, there may be answers of tomorrow.
        _ofType.Bind(4, PoolRequestTable.Day(now) + 1);
        try
        {
            return _ofType.Step() && _ofType.At() > since && Answer(_ofType) is { } answer ? new(_ofType.Id(1), answer) : null;
        }
        finally
        {
            _ofType.Reset();
        }
    }

    public List<CreationRecord> Creations(string type, Instant since)
    {
        var creations = new List<CreationRecord>();
        _creations.Bind(1, type);
        _creations.Bind(2, since.Microseconds);
        while (_creations.Step())
        {
            if (_creations.Change() is ResourceEvent.ResourceCreated { Resource: var made } && _creations.Key() is { } key)
                creations.Add(new(key, _creations.At(), made));
        }
        return creations;
    }

    public void Dispose()
    {
        _last.Dispose();
        _event.Dispose();
        _ofType.Dispose();
        _creations.Dispose();
    }

    private long Read(List<IdempotencyRecord> answers, List<ExpiredHold> expired)
    {
        if (Answer(_event) is { } answer)
            answers.Add(answer);
        else if (_event.Change() is ResourceEvent.Expired hold)
            expired.Add(new(hold.AllocationId, _event.At(), hold.Owner));
        return _event.PreviousKept();
    }

    private long Last(Guid resource)
    {
        _last.Bind(1, resource);
        return _last.ReadNumber();
    }

    private static IdempotencyRecord? Answer(Statement row) => row.Key() is not { } key ? null : row.Change() switch
    {
        ResourceEvent.Allocated allocated => new(key, row.At(), allocated.Allocation),
        ResourceEvent.Confirmed confirmed => new(key, row.At(), confirmed.Allocation),
        _ => null,
    };
}
