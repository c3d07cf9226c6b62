using Npgsql;

namespace Inventory.Storage.Postgres;

internal static class ResourceQuery
{
    private static readonly string[] Sqls =
    [
        $"""
        SELECT {StoredRows.ResourceColumns}, r.deleted_at IS NOT NULL, (SELECT max(version) FROM inventory.event e WHERE e.resource = r.id), a.version, a.hash
        FROM inventory.resource r LEFT JOIN inventory.archived_event a ON a.resource = r.id WHERE r.id = $1
        """,
        $"""
        SELECT {StoredRows.EventColumns} FROM inventory.event e JOIN inventory.resource r ON r.id = e.resource
        WHERE e.resource = $1 ORDER BY e.version DESC LIMIT {EventRow.NewestChecked}
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

    private static readonly string OfDeleted =
        $"""
        SELECT {StoredRows.EventColumns} FROM inventory.event e JOIN inventory.resource r ON r.id = e.resource
        WHERE e.resource = $1 AND r.deleted_at IS NOT NULL AND e.at > $2 AND e.request_key IS NOT NULL ORDER BY e.version
        """;

    /// <exception cref="ResourceDamagedException">The rows do not agree with the events, or the events not with their hashes.</exception>
    public static Task<StoredResource?> LoadResourceAsync(this Database database, Guid id, Instant since, CancellationToken cancellation) =>
        database.ReadAllAsync(Sqls, parameters => parameters.Is(id).Is(since), ReadAsync, cancellation);

    public static async Task<IReadOnlyList<IdempotencyRecord>> LoadAnswersOfDeletedAsync(this Database database, Guid id, Instant since, CancellationToken cancellation) =>
        [.. (await database.ReadAsync(OfDeleted, parameters => parameters.Is(id).Is(since), static (rows, cancel) => rows.ToListAsync(StoredRows.CheckedOrThrow, cancel), cancellation))
            .Select(row => row.Answer).OfType<IdempotencyRecord>()];

    public static async Task<IReadOnlyList<Guid>> ListResourceIdsAsync(this Database database, Guid? after, int limit, CancellationToken cancellation) => await database.ReadAsync(
        "SELECT id FROM inventory.resource WHERE id > $1 ORDER BY id LIMIT $2", parameters => parameters.Is(after ?? Guid.Empty).Is((long)limit),
        static (rows, cancel) => rows.ToListAsync(static row => row.GetGuid(0), cancel), cancellation);

    private static async Task<StoredResource?> ReadAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        if (!await rows.ReadAsync(cancellation))
            return null;
        var (resource, isDeleted, version, archived) = (rows.Resource(), rows.GetBoolean(10), rows.GetInt64(11), rows.ArchivedLink(12));
        await rows.NextResultAsync(cancellation);
        var last = await ReadLastAsync(rows, resource.Id, version, archived, cancellation);
        if (isDeleted != last.Event.Change is ResourceEvent.ResourceDeleted)
            throw new ResourceDamagedException(resource.Id, version, "its row and its last event disagree on whether it is deleted.");
        if (isDeleted)
            return null;
        await rows.NextResultAsync(cancellation);
        var stored = new StoredResource(resource, version, await rows.ToListAsync(static row => AllocationColumns.Read(row, 0), cancellation));
        stored.ThrowIfNot(last.Hash?.State);
        await rows.NextResultAsync(cancellation);
        var (answers, expired) = (new List<IdempotencyRecord>(), new List<ExpiredHold>());
        while (await rows.ReadAsync(cancellation))
        {
            var row = rows.CheckedOrThrow();
            if (row.Answer is { } answer)
                answers.Add(answer);
            else if (row.Event.Change is ResourceEvent.Expired hold)
                expired.Add(new(hold.AllocationId, row.Event.At, hold.Owner));
        }
        return stored with { Answers = answers, ExpiredHolds = expired };
    }

    private static async Task<EventRow> ReadLastAsync(NpgsqlDataReader rows, Guid resource, long version, EventLink archived, CancellationToken cancellation)
    {
        var newest = await rows.ToListAsync(StoredRows.CheckedOrThrow, cancellation);
        newest.Reverse();
        EventRow.ThrowIfBroken(newest, Math.Max(archived.Version + 1, version - EventRow.NewestChecked + 1), archived);
        return newest is [.., var last] && last.Event.Version == version ? last : throw new ResourceDamagedException(resource, version, "the event is missing.");
    }
}
