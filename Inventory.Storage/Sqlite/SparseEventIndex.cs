using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Finds the middle of a long history. Only some events get a row, because each row costs a random page.</summary>
internal sealed class SparseEventIndex(SqliteConnection connection) : IDisposable
{
    /// <summary>The longest walk from one row to the one before it.</summary>
    private const int Interval = 64;

    private readonly Statement _insert = new(connection, "INSERT INTO resource_event (resource, version, seq) VALUES (?1, ?2, ?3)");

    public void Add(Guid resource, long version, long seq)
    {
        if (version % Interval != 0)
            return;
        _insert.Bind(1, resource);
        _insert.Bind(2, version);
        _insert.Bind(3, seq);
        _insert.Run();
    }

    public void Dispose() => _insert.Dispose();
}
