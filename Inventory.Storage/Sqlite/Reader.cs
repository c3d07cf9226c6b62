using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>A read-only connection. Each method is one transaction and sees one state.</summary>
internal sealed class Reader : IDisposable
{
    private const string ResourceColumns = "id, type, name, attributes, created_us, ordinal, changed_version, policy, units, parts";

    private readonly SqliteConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _end;
    private readonly Statement _resource;
    private readonly Statement _registry;
    private readonly Statement _ids;
    private readonly Statement _lastOrdinal;
    private readonly Statement _lateAllocation;
    private readonly Statement _allocations;
    private readonly BusyIntervalReader _busyIntervals;

    public Reader(string path)
    {
        _connection = Connections.OpenReader(path);
        _begin = new(_connection, "BEGIN");
        _end = new(_connection, "COMMIT");
        _resource = new(_connection, $"SELECT {ResourceColumns}, version, seq, kept_seq, deleted_us IS NOT NULL FROM resource WHERE id = ?1");
        _registry = new(_connection, $"SELECT {ResourceColumns} FROM resource WHERE type = ?1 AND deleted_us IS NULL ORDER BY ordinal");
        _ids = new(_connection, "SELECT id FROM resource WHERE id > ?1 ORDER BY id LIMIT ?2");
        _lastOrdinal = new(_connection, "SELECT ifnull(max(ordinal), 0) FROM resource WHERE type = ?1");
        _lateAllocation = new(_connection,
            """
            SELECT late.resource
            FROM (
                SELECT resource, seq FROM event WHERE allocation = ?2 AND binding IS NOT NULL
                UNION ALL SELECT resource, 0 FROM allocation WHERE id = ?2 AND binding IS NOT NULL) late
            JOIN resource r ON r.id = late.resource WHERE r.type = ?1 ORDER BY late.seq DESC LIMIT 1
            """);
        _allocations = new(_connection, $"SELECT a.version, {AllocationColumns.ReadFromAllocation} FROM allocation a WHERE a.resource = ?1 ORDER BY a.id");
        _busyIntervals = new(_connection);
        Events = new(_connection);
        Answers = new(_connection, Events.Chain);
        States = new(_connection);
    }

    /// <exception cref="ResourceDamagedException">The rows do not agree with the events, or the events not with their hashes.</exception>
    public StoredResource? Resource(Guid id, Instant since, CancellationToken cancellation) => InTransaction(() =>
    {
        if (Head(id) is not ({ } resource, var head, var isDeleted))
            return null;
        var last = Events.Chain.CheckNewest(id, head, cancellation);
        if (isDeleted != last.Event.Change is ResourceEvent.ResourceDeleted)
            throw new ResourceDamagedException(id, head.Version, "its row and its last event disagree on whether it is deleted.");
        if (isDeleted)
            return null;
        _allocations.Bind(1, id);
        var allocations = _allocations.ToList(static row => AllocationColumns.Read(row, 1, row.Number(0)), cancellation);
        var stored = new StoredResource(resource, head.Version, allocations);
        stored.ThrowIfNot(last.Hash?.State);
        var (answers, expired) = Answers.Read(id, head.KeptSeq, since);
        return answers.Count + expired.Count == 0 ? stored : stored with { Answers = answers, ExpiredHolds = expired };
    });

    public List<IdempotencyRecord> AnswersOfDeleted(Guid id, Instant since, CancellationToken cancellation) => InTransaction(() =>
    {
        if (Head(id) is not (_, var head, true))
            return [];
        Events.Chain.CheckNewest(id, head, cancellation);
        return Answers.Read(id, head.KeptSeq, since).Answers;
    });

    public List<Guid> ResourceIds(Guid? after, int limit, CancellationToken cancellation)
    {
        _ids.Bind(1, after?.ToString() ?? "");
        _ids.Bind(2, limit);
        return [.. _ids.ToList(static row => row.IdOrEmpty(0), cancellation).Where(id => id != Guid.Empty)];
    }

    public Guid? LateAllocation(string type, Guid allocation, CancellationToken cancellation)
    {
        _lateAllocation.Bind(1, type);
        _lateAllocation.Bind(2, allocation);
        return _lateAllocation.ToList(static row => (Guid?)row.Id(0), cancellation).FirstOrDefault();
    }

    public EventReader Events { get; }

    public IdempotencyReader Answers { get; }

    public StateReader States { get; }

    public StoredRegistry Registry(string type, Instant since, CancellationToken cancellation) => InTransaction(() =>
    {
        _lastOrdinal.Bind(1, type);
        return new StoredRegistry(Resources(type, cancellation), _lastOrdinal.ReadNumber()) { Creations = Answers.Creations(type, since) };
    });

    public StoredBusyIntervals BusyIntervals(string type, CancellationToken cancellation) =>
        InTransaction(() => _busyIntervals.Read(Resources(type, cancellation), cancellation));

    public void Dispose()
    {
        States.Dispose();
        Events.Dispose();
        Answers.Dispose();
        _busyIntervals.Dispose();
        _allocations.Dispose();
        _lastOrdinal.Dispose();
        _lateAllocation.Dispose();
        _ids.Dispose();
        _registry.Dispose();
        _resource.Dispose();
        _end.Dispose();
        _begin.Dispose();
        _connection.Dispose();
    }

    private (Resource Resource, ResourceHead Head, bool IsDeleted)? Head(Guid id)
    {
        _resource.Bind(1, id);
        try
        {
            return _resource.Step() ? (ReadResource(_resource), new ResourceHead(_resource.Number(10), _resource.Number(11), _resource.Number(12), Link: 0), _resource.Number(13) != 0) : null;
        }
        finally
        {
            _resource.Reset();
        }
    }

    private T InTransaction<T>(Func<T> read)
    {
        _begin.Run();
        try
        {
            return read();
        }
        finally
        {
            _end.Run();
        }
    }

    private List<Resource> Resources(string type, CancellationToken cancellation)
    {
        _registry.Bind(1, type);
        return _registry.ToList(ReadResource, cancellation);
    }

    private static Resource ReadResource(Statement row) => new()
    {
        Id = row.Id(0),
        Type = row.Text(1),
        Name = row.Text(2),
        Attributes = row.Json(3),
        Created = new(row.Number(4)),
        Ordinal = row.Number(5),
        Version = row.Number(6),
        Policy = row.Json(7),
        Units = row.IsNull(8) ? 0 : (int)row.Number(8),
        Parts = StoredParts.OfColumn(row.TextOrNull(9)),
    };
}
