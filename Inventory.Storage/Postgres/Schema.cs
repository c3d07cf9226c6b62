using Npgsql;

namespace Inventory.Storage.Postgres;

/// <summary>Migrates the schema at the start of each process: one process at a time, each step whole or not at all.</summary>
internal static class Schema
{
    private const long LockKey = 0x496E7679; // "Invy"
    private const int OldestServer = 130_000;

    private static readonly IReadOnlyDictionary<int, string> Scripts = SqlScripts.Numbered("Postgres/Migrations");
    private static readonly int LastVersion = Math.Max(Scripts.Keys.Max(), AllocationColumns.LastVersion);

    /// <exception cref="StoreOpenException">The database cannot be used as it is.</exception>
    public static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await InspectAsync(connection, cancellation);
        // Held until the connection is closed.
        await connection.RunAsync($"SELECT pg_advisory_lock({LockKey})", cancellation);
        var done = await VersionAsync(connection, cancellation);
        if (done > LastVersion)
        {
            throw new StoreOpenException(
                $"The database \"{connection.Database}\" was created by a newer version of Inventory (schema {done}, this version knows {LastVersion}). " +
                "Use that version, or choose another database.");
        }
        for (var version = done + 1; version <= LastVersion; version++)
        {
            var definitions = version == LastVersion ? Functions() + Views() : "";
            await connection.RunAsync($"BEGIN; {Migration(version)} {definitions} UPDATE inventory.store SET schema_version = {version}; COMMIT;", cancellation);
        }
        await RaiseOffsetAsync(connection, cancellation);
    }

    /// <summary>For readers that do not migrate it.</summary>
    /// <exception cref="StoreOpenException">The database has no tables, or not those of this version.</exception>
    public static async Task RequireCurrentAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await InspectAsync(connection, cancellation);
        var version = await VersionAsync(connection, cancellation);
        if (version == 0)
            throw new StoreOpenException($"The database \"{connection.Database}\" has no tables of Inventory.");
        if (version != LastVersion)
        {
            throw new StoreOpenException(
                $"The database \"{connection.Database}\" has the tables of another version of Inventory (schema {version}, this version needs {LastVersion}). " +
                "Use that version, or start this one on it: that migrates older tables.");
        }
    }

    internal static string Migration(int version) => AllocationColumns.Added(version) + Scripts.GetValueOrDefault(version);

    private static string Functions() => SqlScripts.Read("Postgres/Migrations/functions.sql").With(
        ("parameters", AllocationColumns.Parameters), ("lists", AllocationColumns.Lists), ("event_columns", AllocationColumns.InEvent), ("event_values", AllocationColumns.ValuesOfEvent),
        ("allocation_columns", AllocationColumns.InAllocation), ("allocation_values", AllocationColumns.ValuesOfAllocation));

    private static string Views() => SqlScripts.Read("Postgres/Migrations/views.sql").With(("shown", AllocationColumns.Shown));

    private static async Task InspectAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await connection.NumberAsync("SELECT current_setting('server_version_num')::bigint", cancellation) < OldestServer)
            throw new StoreOpenException($"PostgreSQL {connection.PostgreSqlVersion} is too old. Use version 13 or newer.");
        if (await connection.NumberAsync("SELECT (current_setting('server_encoding') = 'UTF8')::int::bigint", cancellation) == 0)
            throw new StoreOpenException($"The database \"{connection.Database}\" cannot store every text. Create one with ENCODING 'UTF8'.");
        if (await connection.NumberAsync("SELECT pg_is_in_recovery()::int::bigint", cancellation) != 0)
            throw new StoreOpenException($"The server at {connection.Host}:{connection.Port} is a read-only standby. Use the address of the primary.");
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await connection.NumberAsync("SELECT count(*) FROM pg_namespace WHERE nspname = 'inventory'", cancellation) == 0)
            return 0;
        if (await connection.NumberAsync("SELECT count(to_regclass('inventory.store'))", cancellation) == 0)
        {
            throw new StoreOpenException(
                $"The schema \"inventory\" of the database \"{connection.Database}\" belongs to another application. Choose another database, or rename that schema.");
        }
        return (int)await connection.NumberAsync("SELECT schema_version::bigint FROM inventory.store", cancellation);
    }

    /// <summary>
    /// Event numbers follow the server's transaction numbers. A new server, with a restored backup, starts again from the beginning:
    /// the offset keeps the event numbers rising.
    /// </summary>
    private static async Task RaiseOffsetAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // First the last event, then a transaction that begins after it: on the same server its number is higher.
        var last = await connection.NumberAsync("SELECT coalesce(max(seq), 0) >> 20 FROM inventory.event", cancellation);
        await connection.RunAsync(
            $"UPDATE inventory.store SET xid_offset = {last} + 1 - pg_current_xact_id()::text::bigint WHERE pg_current_xact_id()::text::bigint + xid_offset <= {last}", cancellation);
    }
}
