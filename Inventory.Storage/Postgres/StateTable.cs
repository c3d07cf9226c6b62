using System.Text;
using Inventory.Storage.States;
using Npgsql;
using NpgsqlTypes;

namespace Inventory.Storage.Postgres;

/// <summary>The small states of grains: a row each, which is its own fence.</summary>
internal sealed class StateTable(NpgsqlDataSource source)
{
    private const string LoadSql = "SELECT version, json FROM inventory.state WHERE grain = $1 AND name = $2 AND key = $3";

    private const string AddSql =
        "INSERT INTO inventory.state (grain, name, key, version, changed_at, json) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";

    private const string ReplaceSql =
        "UPDATE inventory.state SET version = $4, changed_at = $5, json = $6 WHERE grain = $1 AND name = $2 AND key = $3 AND version = $4 - 1";

    private readonly Database _database = new(source);

    public Task<StoredState?> LoadAsync(StateKey key, CancellationToken cancellation) =>
        _database.ReadAsync(LoadSql, parameters => Bind(parameters, key), ReadAsync, cancellation);

    /// <exception cref="StoreUnavailableException">The outcome is unknown.</exception>
    public async Task<CommitStatus> CommitAsync(StateCommit commit)
    {
        commit.ThrowIfInconsistent();
        try
        {
            await using var command = source.CreateCommand(commit.Version == 1 ? AddSql : ReplaceSql);
            Bind(command.Parameters, commit.Key).Is(commit.Version).Is(commit.At);
            var json = commit.Json is null ? null : StoredText.ToColumn(Encoding.UTF8.GetString(commit.Json));
            command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = json, NpgsqlDbType = NpgsqlDbType.Text });
            return await command.ExecuteNonQueryAsync() == 1 ? CommitStatus.Committed : CommitStatus.VersionConflict;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            throw new StoreUnavailableException($"The state {commit.Key} could not be written: {e.Message}", e);
        }
    }

    private static NpgsqlParameterCollection Bind(NpgsqlParameterCollection parameters, StateKey key) => parameters.Is(key.Grain).Is(key.Name).Is(key.Key);

    private static async Task<StoredState?> ReadAsync(NpgsqlDataReader row, CancellationToken cancellation)
    {
        if (!await row.ReadAsync(cancellation))
            return null;
        return new(row.GetInt64(0), await row.IsDBNullAsync(1, cancellation) ? null : Encoding.UTF8.GetBytes(StoredText.OfColumn(row.GetString(1))));
    }
}
