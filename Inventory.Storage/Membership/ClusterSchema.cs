using Npgsql;

namespace Inventory.Storage.Membership;

/// <summary>The tables and queries of Orleans' ADO.NET providers. The first silo or gateway applies each script once, in order; others wait.</summary>
public static class ClusterSchema
{
    /// <summary>An advisory lock. The number is arbitrary but must be the same in all versions.</summary>
    private const long Lock = 0x496E76436C757374;

    private static readonly IReadOnlyList<string> Scripts = SqlScripts.Numbered("Membership/Scripts");

    /// <exception cref="StoreOpenException">A newer version of the program has been here.</exception>
    public static async Task ApplyAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({Lock}); SET LOCAL search_path TO {ClusterDatabase.SearchPath}", cancellation);
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS cluster_schema (script integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())", cancellation);
        var last = await LastAppliedAsync(connection, cancellation);
        if (last > Scripts.Count)
            throw new StoreOpenException($"The tables of the cluster were created by a newer version (script {last}, this version knows {Scripts.Count}). Start that version.");
        for (var done = last; done < Scripts.Count; done++)
        {
            await RunAsync(connection, Scripts[done], cancellation);
            await RunAsync(connection, $"INSERT INTO cluster_schema (script) VALUES ({done + 1})", cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<int> LastAppliedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(script), 0) FROM cluster_schema", connection);
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
