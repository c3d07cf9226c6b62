using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

internal sealed class IdempotencyReader(SqliteConnection connection, EventChain chain) : IDisposable
{
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

    /// <summary>Starts at the resource's last kept event (see <see cref="BacklogEvent"/>).</summary>
    public (List<IdempotencyRecord> Answers, List<ExpiredHold> Expired) Read(Guid resource, long keptSeq, Instant since)
    {
        var (answers, expired) = (new List<IdempotencyRecord>(), new List<ExpiredHold>());
        // What is in the archive is older than any answer that is still returned.
        var archived = chain.ArchivedSeq;
        while (keptSeq > archived)
        {
            // Newest first, so that a long history costs nothing.
            var row = chain.Read(resource, keptSeq);
            keptSeq = row.Event.At > since ? row.PreviousKept : 0;
            if (row.Event.At > since && row.Answer is { } answer)
                answers.Add(answer);
            else if (row.Event.At > since && row.Event.Change is ResourceEvent.Expired hold)
                expired.Add(new(hold.AllocationId, row.Event.At, hold.Owner));
        }
        answers.Reverse();
        expired.Reverse();
        return (answers, expired);
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
            if (!_ofType.Step())
                return null;
            var row = _ofType.Checked() ?? throw EventChain.Damaged(_ofType);
            return row.Event.At > since && row.Answer is { } answer ? new(row.Event.ResourceId, answer) : null;
        }
        finally
        {
            _ofType.Reset();
        }
    }

    /// <summary>Without those whose event is damaged, so that the type's other resources are served. The name that such a creation took stays taken.</summary>
    public List<CreationRecord> Creations(string type, Instant since)
    {
        var creations = new List<CreationRecord>();
        _creations.Bind(1, type);
        _creations.Bind(2, since.Microseconds);
        while (_creations.Step())
        {
            if (_creations.Checked() is { Key: { } key, Event: { Change: ResourceEvent.ResourceCreated { Resource: var made }, At: var at } })
                creations.Add(new(key, at, made));
        }
        return creations;
    }

    public void Dispose()
    {
        _ofType.Dispose();
        _creations.Dispose();
    }
}
