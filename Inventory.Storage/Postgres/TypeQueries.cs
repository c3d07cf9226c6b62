using Inventory.Domain.Availability;
using Npgsql;

namespace Inventory.Storage.Postgres;

internal static class TypeQueries
{
    private const string Resources =
        $"SELECT {StoredRows.ResourceColumns} FROM inventory.resource r WHERE r.type = $1 AND r.deleted_at IS NULL ORDER BY r.ordinal";

    private static readonly string[] RegistrySqls =
    [
        Resources,
        "SELECT coalesce(max(ordinal), 0) FROM inventory.resource WHERE type = $1",
        $"""
        SELECT {StoredRows.EventColumns} FROM inventory.resource r JOIN inventory.event e ON e.resource = r.id AND e.version = 1
        WHERE r.type = $1 AND r.created_at > $2 AND r.is_keyed ORDER BY r.created_at, e.seq
        """,
    ];

    private static readonly string[] BusyIntervalSqls =
    [
        "SELECT inventory.horizon()",
        Resources,
        $"""
        SELECT a.resource, a.id, a.from_at, a.to_at,
            coalesce(a.expires_at, CASE WHEN a.is_released_on_miss AND a.checked_in_at IS NULL AND a.stage IS NULL THEN a.check_in_until END), a.type, coalesce(a.units, 0)
        FROM inventory.resource r JOIN inventory.allocation a ON a.resource = r.id
        WHERE r.type = $1 AND r.deleted_at IS NULL AND {AllocationColumnLists.TakesTime("a.stage")}
        """,
    ];

    private static readonly string PoolRequestSql =
        $"""
        SELECT {StoredRows.EventColumns} FROM inventory.event e JOIN inventory.resource r ON r.id = e.resource
        WHERE e.seq = (SELECT max(seq) FROM inventory.pool_request WHERE type = $1 AND request_key = $2) AND e.at > $3
        """;

    private const string LateAllocationSql =
        """
        SELECT late.resource
        FROM (
            SELECT resource, seq FROM inventory.event WHERE allocation = $2 AND binding IS NOT NULL
            UNION ALL SELECT resource, 0 FROM inventory.allocation WHERE id = $2 AND binding IS NOT NULL) late
        JOIN inventory.resource r ON r.id = late.resource WHERE r.type = $1 ORDER BY late.seq DESC LIMIT 1
        """;

    public static Task<StoredRegistry> LoadRegistryAsync(this Database database, string type, Instant since, CancellationToken cancellation) =>
        database.ReadAllAsync(RegistrySqls, parameters => parameters.Is(type).Is(since), ReadRegistryAsync, cancellation);

    public static Task<StoredBusyIntervals> LoadBusyIntervalsAsync(this Database database, string type, CancellationToken cancellation) =>
        database.ReadAllAsync(BusyIntervalSqls, parameters => parameters.Is(type), ReadBusyIntervalsAsync, cancellation);

    public static Task<PoolIdempotencyRecord?> FindPoolRequestAsync(this Database database, string type, string key, Instant since, CancellationToken cancellation) =>
        database.ReadAsync(PoolRequestSql, parameters => parameters.Is(type).Is(key).Is(since), ReadPoolRequestAsync, cancellation);

    public static Task<Guid?> FindLateAllocationAsync(this Database database, string type, Guid allocation, CancellationToken cancellation) => database.ReadAsync(
        LateAllocationSql, parameters => parameters.Is(type).Is(allocation), static async (rows, cancellation) => await rows.ReadAsync(cancellation) ? rows.GetGuid(0) : (Guid?)null, cancellation);

    private static async Task<StoredRegistry> ReadRegistryAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        var resources = await rows.ToListAsync(StoredRows.Resource, cancellation);
        await rows.NextResultAsync(cancellation);
        await rows.ReadAsync(cancellation);
        var lastOrdinal = rows.GetInt64(0);
        await rows.NextResultAsync(cancellation);
        var creations = new List<CreationRecord>();
        while (await rows.ReadAsync(cancellation))
        {
            // Without those whose event is damaged, so that the type's other resources are served. The name that such a creation took stays taken.
            if (rows.Checked() is { Key: { } key, Event: { Change: ResourceEvent.ResourceCreated { Resource: var made }, At: var at } })
                creations.Add(new(key, at, made));
        }
        return new(resources, lastOrdinal) { Creations = creations };
    }

    private static async Task<StoredBusyIntervals> ReadBusyIntervalsAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        await rows.ReadAsync(cancellation);
        var seq = rows.GetInt64(0) - 1;
        await rows.NextResultAsync(cancellation);
        var resources = await rows.ToListAsync(StoredRows.Resource, cancellation);
        await rows.NextResultAsync(cancellation);
        var times = await rows.ToListAsync(
            static row => (row.GetGuid(0), new BusyInterval(row.GetGuid(1), new(row.Instant(2), row.Instant(3)), row.InstantOrInfinity(4), SharedTexts.Of(row.Text(5)), row.GetInt32(6))), cancellation);
        return new(seq, resources, times);
    }

    private static async Task<PoolIdempotencyRecord?> ReadPoolRequestAsync(NpgsqlDataReader rows, CancellationToken cancellation) =>
        await rows.ReadAsync(cancellation) && rows.CheckedOrThrow().Answer is { } answer ? new(rows.GetGuid(1), answer) : null;
}
