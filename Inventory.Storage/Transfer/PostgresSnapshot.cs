using System.Runtime.CompilerServices;
using System.Text;
using Inventory.Storage.Membership;
using Inventory.Storage.Postgres;
using Npgsql;

namespace Inventory.Storage.Transfer;

/// <summary>One transaction that sees one moment. While it is open, the server keeps what others delete.</summary>
internal sealed class PostgresSnapshot : IStoreSnapshot
{
    private readonly NpgsqlConnection _connection;

    private PostgresSnapshot(NpgsqlConnection connection) => _connection = connection;

    /// <exception cref="StoreOpenException">The database cannot be reached, or is not a store of this version.</exception>
    public static async Task<PostgresSnapshot> OpenAsync(PostgresStoreOptions options, CancellationToken cancellation)
    {
        var connection = await Startup.ConnectAsync(options, Schema.RequireCurrentAsync, cancellation);
        // It reads whole tables, for which the plans of the service are no good.
        await connection.RunAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on", cancellation);
        return new(connection);
    }

    public async Task<StoreSize> CountAsync(long afterSeq, CancellationToken cancellation) => new(
        await _connection.NumberAsync($"SELECT count(*) FROM inventory.event WHERE seq > {afterSeq}", cancellation),
        await _connection.NumberAsync($"SELECT count(*) FROM {ClusterDatabase.SearchPath}.grain_state WHERE service_id = '{ClusterDatabase.ServiceId}'", cancellation));

    public Task<long> FindArchivedSeqAsync(CancellationToken cancellation) => _connection.NumberAsync("SELECT archived_seq FROM inventory.store", cancellation);

    public async Task<long> FindLastBeforeAsync(Instant moment, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT coalesce(max(seq), 0) FROM inventory.event
            WHERE seq < coalesce((SELECT seq FROM inventory.event WHERE at >= $1 ORDER BY seq LIMIT 1), 9223372036854775807)
            """, _connection);
        command.Parameters.Is(moment);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public async IAsyncEnumerable<RecordedCommit> ReadCommitsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var order = new EventOrder(await ReadArchivedAsync(cancellation));
        await using var command = new NpgsqlCommand(
            $"SELECT {StoredRows.EventColumns} FROM inventory.event e JOIN inventory.resource r ON r.id = e.resource ORDER BY e.seq", _connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            yield return order.Next(rows.CheckedOrThrow());
    }

    public async IAsyncEnumerable<RecordedState> ReadStatesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT grain_id, name, version, state::text, changed_at FROM {ClusterDatabase.SearchPath}.grain_state WHERE service_id = '{ClusterDatabase.ServiceId}'", _connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var id = rows.Text(0);
            var json = rows.IsDBNull(3) ? null : Encoding.UTF8.GetBytes(rows.GetString(3));
            var slash = id.IndexOf('/', StringComparison.Ordinal);
            yield return new(new(id[..slash], rows.GetString(1), id[(slash + 1)..]), new(rows.GetInt32(2), json), rows.Instant(4));
        }
    }

    private async Task<Dictionary<Guid, EventLink>> ReadArchivedAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT resource, version, hash FROM inventory.archived_event", _connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        return new(await rows.ToListAsync(static row => KeyValuePair.Create(row.GetGuid(0), row.ArchivedLink(1)), cancellation));
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
