using Inventory.Storage.Postgres;
using Npgsql;

namespace Inventory.Storage.Membership;

/// <summary>The tables and queries of Orleans' ADO.NET providers. The first silo or gateway applies each script once, in order; others wait.</summary>
public static class ClusterSchema
{
    /// <summary>An advisory lock. The number is arbitrary but must be the same in all versions.</summary>
    private const long Lock = 0x496E76436C757374;

    private static readonly IReadOnlyDictionary<int, string> Scripts = SqlScripts.Numbered("Membership/Scripts");

    /// <exception cref="StoreOpenException">A newer version of the program has been here.</exception>
    public static async Task ApplyAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.RunAsync($"SELECT pg_advisory_xact_lock({Lock}); SET LOCAL search_path TO {ClusterDatabase.SearchPath}", cancellation);
        await connection.RunAsync("CREATE TABLE IF NOT EXISTS cluster_schema (script integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())", cancellation);
        var last = await connection.NumberAsync("SELECT coalesce(max(script), 0)::bigint FROM cluster_schema", cancellation);
        if (last > Scripts.Count)
            throw new StoreOpenException($"The tables of the cluster were created by a newer version (script {last}, this version knows {Scripts.Count}). Start that version.");
        for (var next = (int)last + 1; next <= Scripts.Count; next++)
        {
            await connection.RunAsync(Scripts[next], cancellation);
            await connection.RunAsync($"INSERT INTO cluster_schema (script) VALUES ({next})", cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }
}
