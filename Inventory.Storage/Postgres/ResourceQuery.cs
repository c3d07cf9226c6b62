using Npgsql;

namespace Inventory.Storage.Postgres;

internal static class ResourceQuery
{
    private static readonly string[] Sqls =
    [
        $"""
        SELECT {StoredRows.ResourceColumns}, (SELECT max(version) FROM inventory.event e WHERE e.resource = r.id)
        FROM inventory.resource r WHERE r.id = $1 AND r.deleted_at IS NULL
        """,
        $"""
        SELECT {AllocationColumns.ReadFromAllocation} FROM inventory.allocation a
        WHERE a.resource = $1 AND EXISTS (SELECT FROM inventory.resource r WHERE r.id = $1 AND r.deleted_at IS NULL) ORDER BY a.id
        """,
        $"""
        SELECT {StoredRows.EventColumns} FROM inventory.event e JOIN inventory.resource r ON r.id = e.resource
        WHERE e.resource = $1 AND e.at > $2 AND (e.request_key IS NOT NULL OR e.kind = 'expired') ORDER BY e.version
        """,
    ];

    public static Task<StoredResource?> LoadResourceAsync(this Database database, Guid id, Instant since, CancellationToken cancellation) =>
        database.ReadAllAsync(Sqls, parameters => parameters.Is(id).Is(since), ReadAsync, cancellation);

    private static async Task<StoredResource?> ReadAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        if (!await rows.ReadAsync(cancellation))
            return null;
        var (resource, version) = (rows.Resource(), rows.GetInt64(7));
        await rows.NextResultAsync(cancellation);
        var allocations = await rows.ToListAsync(static row => AllocationColumns.Read(row, 0), cancellation);
        await rows.NextResultAsync(cancellation);
        var (answers, expired) = (new List<IdempotencyRecord>(), new List<ExpiredHold>());
        while (await rows.ReadAsync(cancellation))
        {
            if (rows.EventAnswer() is { } answer)
                answers.Add(answer);
            else if (rows.Change() is ResourceEvent.Expired hold)
                expired.Add(new(hold.AllocationId, rows.EventAt(), hold.Owner));
        }
        return new(resource, version, allocations) { Answers = answers, ExpiredHolds = expired };
    }
}
