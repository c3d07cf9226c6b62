using Inventory.Storage.Postgres;
using Npgsql;

namespace Inventory.Storage.Transfer;

/// <summary>Takes events that are in an archive away from a database in use. In small transactions, because the feed of all nodes waits for the end of each.</summary>
internal static class PostgresTrim
{
    private const int EventsAtOnce = 4_096;
    private const long LockKey = 0x496E7641; // "InvA"

    // Of each resource, how far its events go: to the last one that another follows.
    private const string Ends =
        """
        SELECT e.resource, coalesce(a.version, 0), max(e.version)
        FROM inventory.event e LEFT JOIN inventory.archived_event a ON a.resource = e.resource
        WHERE e.seq <= $1 AND EXISTS (SELECT FROM inventory.event next WHERE next.resource = e.resource AND next.version = e.version + 1)
        GROUP BY e.resource, a.version ORDER BY e.resource
        """;

    private static readonly string[] Steps =
    [
        """
        INSERT INTO inventory.archived_event (resource, version, hash)
        SELECT e.resource, e.version, e.hash FROM unnest($1, $2) AS t (resource, version) JOIN inventory.event e USING (resource, version)
        ON CONFLICT (resource) DO UPDATE SET version = excluded.version, hash = excluded.hash
        """,
        """
        INSERT INTO inventory.archived_user_event (user_id, resource)
        SELECT DISTINCT own.id, e.resource
        FROM unnest($1, $2) AS t (resource, version) JOIN inventory.event e ON e.resource = t.resource AND e.version <= t.version
        CROSS JOIN LATERAL (VALUES (e.owner), (substring(e.actor FROM '^user:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$')::uuid)) own (id)
        WHERE own.id IS NOT NULL ON CONFLICT DO NOTHING
        """,
        "DELETE FROM inventory.event e USING unnest($1, $2) AS t (resource, version) WHERE e.resource = t.resource AND e.version <= t.version",
    ];

    /// <returns>How many.</returns>
    /// <exception cref="StoreOpenException">The database cannot be reached, or is not a store of this version.</exception>
    public static async Task<long> RunAsync(PostgresStoreOptions options, long throughSeq, CancellationToken cancellation)
    {
        await using var connection = await Startup.ConnectAsync(options, Schema.RequireCurrentAsync, cancellation);
        // Held until the connection is closed.
        await connection.RunAsync($"SELECT pg_advisory_lock({LockKey})", cancellation);
        await connection.RunAsync($"UPDATE inventory.store SET archived_seq = greatest(archived_seq, {throughSeq}); DELETE FROM inventory.pool_request WHERE seq <= {throughSeq}", cancellation);
        var dropped = 0L;
        foreach (var batch in Split(await ReadEndsAsync(connection, throughSeq, cancellation)))
            dropped += await DropAsync(connection, batch, cancellation);
        return dropped;
    }

    private static async Task<List<(Guid Resource, long After, long Version)>> ReadEndsAsync(NpgsqlConnection connection, long throughSeq, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Ends, connection);
        command.Parameters.Is(throughSeq);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        return await rows.ToListAsync(static row => (row.GetGuid(0), row.GetInt64(1), row.GetInt64(2)), cancellation);
    }

    /// <summary>Many short histories in one, and a long one in several. A resource is in a batch once.</summary>
    private static IEnumerable<List<(Guid Resource, long Version)>> Split(List<(Guid Resource, long After, long Version)> ends)
    {
        var (batch, count) = (new List<(Guid, long)>(), 0L);
        foreach (var (resource, first, version) in ends)
        {
            for (var after = first; after < version;)
            {
                var part = Math.Min(version - after, EventsAtOnce - count);
                after += part;
                batch.Add((resource, after));
                if ((count += part) < EventsAtOnce)
                    continue;
                yield return batch;
                (batch, count) = ([], 0);
            }
        }
        if (batch.Count > 0)
            yield return batch;
    }

    private static async Task<long> DropAsync(NpgsqlConnection connection, List<(Guid Resource, long Version)> ends, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var dropped = 0;
        foreach (var step in Steps)
        {
            await using var command = new NpgsqlCommand(step, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ends.Select(end => end.Resource)] });
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ends.Select(end => end.Version)] });
            dropped = await command.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return dropped;
    }
}
