using Npgsql;

namespace Inventory.Storage.Postgres;

/// <summary>Every read sees one state. After a broken connection, a read is tried once more on a new one.</summary>
internal sealed class Database(NpgsqlDataSource source)
{
    public Task<T> ReadAsync<T>(string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellation) =>
        RetryAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            bind(command.Parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await read(reader, cancellation);
        }, cancellation);

    /// <summary>Several statements with the same arguments in one round trip, on one state.</summary>
    public Task<T> ReadAllAsync<T>(
        string[] sqls, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellation) =>
        RetryAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
            foreach (var sql in sqls)
            {
                var command = new NpgsqlBatchCommand(sql);
                bind(command.Parameters);
                batch.BatchCommands.Add(command);
            }
            batch.BatchCommands.Add(new("COMMIT"));
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            return await read(reader, cancellation);
        }, cancellation);

    /// <summary>The server must also accept writes: it may have become a standby.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        var isStandby = await ReadAsync("SELECT pg_is_in_recovery()", static _ => { }, static async (rows, cancel) => await rows.ReadAsync(cancel) && rows.GetBoolean(0), cancellation);
        if (isStandby)
            throw new StoreUnavailableException("The database is a read-only standby.");
    }

    private async Task<T> RetryAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            try
            {
                return await OnceAsync(read, cancellation);
            }
            catch (NpgsqlException e) when (e is not PostgresException { IsTransient: false } && e.InnerException is not TimeoutException)
            {
                // The server was restarted, so the other connections of the pool are dead too.
                source.Clear();
                return await OnceAsync(read, cancellation);
            }
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or InvalidDataException)
        {
            throw new StoreUnavailableException($"The database cannot be read: {e.Message}", e);
        }
    }

    private async Task<T> OnceAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await read(connection);
    }
}
