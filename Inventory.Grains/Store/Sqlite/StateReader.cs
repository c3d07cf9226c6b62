using Microsoft.Data.Sqlite;

namespace Inventory.Store.Sqlite;

/// <summary>Reads the table <c>state</c>.</summary>
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
