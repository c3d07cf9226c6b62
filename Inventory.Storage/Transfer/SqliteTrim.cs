using Inventory.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Storage.Transfer;

/// <summary>Takes events that are in an archive away from a data directory, and makes the file smaller. All of it is one transaction.</summary>
internal static class SqliteTrim
{
    // All but the last event of each resource.
    private const string Moved = "seq <= ?1 AND seq <> (SELECT r.seq FROM resource r WHERE r.id = event.resource)";

    private static readonly string[] Steps =
    [
        "UPDATE archive SET seq = max(seq, ?1)",
        $"""
        INSERT INTO archived_event (resource, version, hash) SELECT resource, max(version), hash FROM event WHERE {Moved} GROUP BY resource
        ON CONFLICT (resource) DO UPDATE SET version = excluded.version, hash = excluded.hash
        """,
        $"""
        INSERT OR IGNORE INTO archived_user_event (user_id, resource)
        SELECT owner, resource FROM event WHERE {Moved} AND owner IS NOT NULL UNION SELECT substr(actor, 6), resource FROM event WHERE {Moved} AND actor GLOB 'user:*'
        """,
        $"""
        DELETE FROM user_event WHERE (user_id, seq) IN (
            SELECT owner, seq FROM event WHERE {Moved} AND owner IS NOT NULL UNION ALL SELECT substr(actor, 6), seq FROM event WHERE {Moved} AND actor GLOB 'user:*')
        """,
        "DELETE FROM resource_event WHERE seq <= ?1 AND version <= (SELECT a.version FROM archived_event a WHERE a.resource = resource_event.resource)",
        "DELETE FROM pool_request WHERE seq <= ?1",
    ];

    /// <returns>How many.</returns>
    /// <exception cref="StoreOpenException">The directory is in use, or its file cannot be used.</exception>
    public static long Run(string directory, long throughSeq)
    {
        using var held = DataDirectory.Open(directory);
        // Completes the tables that follow the events.
        Startup.Open(held.Database, new() { DataDirectory = directory }, NullLogger.Instance).Dispose();
        try
        {
            using var connection = Connections.OpenWriter(held.Database);
            connection.Execute("BEGIN IMMEDIATE");
            foreach (var step in Steps)
                Run(connection, step, throughSeq);
            Run(connection, $"DELETE FROM event WHERE {Moved}", throughSeq);
            var dropped = connection.Number("SELECT changes()");
            connection.Execute("COMMIT");
            if (dropped > 0)
                connection.Execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
            return dropped;
        }
        catch (SqliteException e)
        {
            throw new StoreOpenException($"{held.Database} cannot be written ({e.Message}). Check the disk: it needs as much free space as the file has.", e);
        }
    }

    private static void Run(SqliteConnection connection, string sql, long throughSeq)
    {
        using var statement = new Statement(connection, sql);
        statement.Bind(1, throughSeq);
        statement.Run();
    }
}
