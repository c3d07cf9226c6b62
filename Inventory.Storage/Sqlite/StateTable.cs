using Inventory.Storage.States;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Nothing is cached: the row itself is the fence.</summary>
internal sealed class StateTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _version = new(connection, "SELECT version FROM state WHERE grain = ?1 AND name = ?2 AND key = ?3");

    private readonly Statement _put = new(connection,
        "INSERT OR REPLACE INTO state (grain, name, key, version, changed_us, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    public CommitStatus Write(StateCommit commit)
    {
        if (Version(commit.Key) != commit.Version - 1)
            return CommitStatus.VersionConflict;
        Put(commit.Key, new(commit.Version, commit.Json), commit.At);
        return CommitStatus.Committed;
    }

    /// <summary>Whatever is there.</summary>
    public void Put(StateKey key, StoredState state, Instant at)
    {
        Bind(_put, key);
        _put.Bind(4, state.Version);
        _put.Bind(5, at.Microseconds);
        if (state.Json is { } json)
            _put.Bind(6, json);
        else
            _put.BindNull(6);
        _put.Run();
    }

    public void Dispose()
    {
        _version.Dispose();
        _put.Dispose();
    }

    public static void Bind(Statement statement, StateKey key)
    {
        statement.Bind(1, key.Grain);
        statement.Bind(2, key.Name);
        statement.Bind(3, key.Key);
    }

    private long Version(StateKey key)
    {
        Bind(_version, key);
        return _version.ReadNumber();
    }
}

internal sealed class StateReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _state = new(connection, "SELECT version, json FROM state WHERE grain = ?1 AND name = ?2 AND key = ?3");

    public StoredState? Read(StateKey key)
    {
        StateTable.Bind(_state, key);
        if (!_state.Step())
            return null;
        var stored = new StoredState(_state.Number(0), _state.IsNull(1) ? null : _state.Utf8(1).ToArray());
        _state.Reset();
        return stored;
    }

    public void Dispose() => _state.Dispose();
}
