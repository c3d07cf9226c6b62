using System.Globalization;
using System.Text;
using Inventory.Storage.Membership;
using Inventory.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Inventory.Storage.Transfer;

/// <summary>An empty database. All that it gets is one transaction, and no node starts on it before that ends.</summary>
internal sealed class PostgresTarget : IStoreTarget
{
    // The function's arguments are arrays: more commits in one call take more memory and no less time.
    private const int Batch = 1_024;

    private readonly NpgsqlConnection _connection;

    private PostgresTarget(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Makes the tables if there are none.</summary>
    /// <exception cref="StoreOpenException">The database cannot be reached, or is not empty.</exception>
    public static async Task<PostgresTarget> CreateAsync(PostgresStoreOptions options, CancellationToken cancellation)
    {
        // The lock of the migration is held until the connection is closed.
        var connection = await Startup.ConnectAsync(options, MakeTablesAsync, cancellation);
        var used = await connection.NumberAsync(
            $"SELECT (EXISTS (SELECT FROM inventory.event) OR EXISTS (SELECT FROM {ClusterDatabase.SearchPath}.grain_state))::int::bigint", cancellation);
        if (used == 0)
        {
            await connection.RunAsync("BEGIN", cancellation);
            return new(connection);
        }
        var name = connection.Database;
        await connection.DisposeAsync();
        throw new StoreOpenException($"The database \"{name}\" is not empty. Create another one with: createdb --encoding UTF8 NAME");

        async Task MakeTablesAsync(NpgsqlConnection made, CancellationToken cancel)
        {
            await Schema.MigrateAsync(made, cancel);
            await ClusterSchema.ApplyAsync(options.ConnectionString, cancel);
        }
    }

    public async Task AppendAsync(IReadOnlyList<RecordedCommit> commits, CancellationToken cancellation)
    {
        foreach (var batch in commits.Chunk(Batch))
            await AppendBatchAsync(batch, cancellation);
    }

    public async Task AppendAsync(IReadOnlyList<RecordedState> states, CancellationToken cancellation)
    {
        await using var rows = await _connection.BeginBinaryImportAsync(
            $"COPY {ClusterDatabase.SearchPath}.grain_state (service_id, grain_id, name, version, changed_at, state) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var (key, state, at) in states)
        {
            await rows.StartRowAsync(cancellation);
            await rows.WriteAsync(ClusterDatabase.ServiceId, NpgsqlDbType.Text, cancellation);
            await rows.WriteAsync(StoredText.ToColumn($"{key.Grain}/{key.Key}")!, NpgsqlDbType.Text, cancellation);
            await rows.WriteAsync(key.Name, NpgsqlDbType.Text, cancellation);
            await rows.WriteAsync((int)state.Version, NpgsqlDbType.Integer, cancellation);
            await rows.WriteAsync(StoredInstant.ToColumn(at), NpgsqlDbType.TimestampTz, cancellation);
            if (state.Json is { } json)
                await rows.WriteAsync(Encoding.UTF8.GetString(json), NpgsqlDbType.Json, cancellation);
            else
                await rows.WriteNullAsync(cancellation);
        }
        await rows.CompleteAsync(cancellation);
    }

    public Task CompleteAsync(CancellationToken cancellation) => _connection.RunAsync("COMMIT", cancellation);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task AppendBatchAsync(RecordedCommit[] batch, CancellationToken cancellation)
    {
        var columns = new CommitColumns();
        foreach (var (_, commit) in batch)
            columns.Add(commit, RowHash.Content(commit));
        await using (var numbers = new NpgsqlCommand("SELECT set_config('inventory.restored_seqs', $1, true)", _connection))
        {
            numbers.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{{{string.Join(',', batch.Select(one => one.Seq.ToString(CultureInfo.InvariantCulture)))}}}" });
            await numbers.ExecuteNonQueryAsync(cancellation);
        }
        await using var command = columns.ToCommand(_connection);
        await using var answer = await command.ExecuteReaderAsync(cancellation);
        await answer.ReadAsync(cancellation);
        if (answer.GetFieldValue<int[]>(1) is [var first, ..])
            throw new InvalidDataException($"Version {batch[first - 1].Commit.Version} of resource {batch[first - 1].Commit.ResourceId} contradicts the events before it.");
    }
}
