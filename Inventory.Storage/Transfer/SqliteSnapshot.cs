using Inventory.Storage.Sqlite;
using Inventory.Storage.States;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Transfer;

/// <summary>One read transaction on a file that a service may be using. It keeps the WAL from being reused until it ends.</summary>
internal sealed class SqliteSnapshot : IStoreSnapshot
{
    private readonly SqliteConnection _connection;

    private SqliteSnapshot(SqliteConnection connection) => _connection = connection;

    /// <exception cref="StoreOpenException">There is no such file, or it is not a store of this version.</exception>
    public static SqliteSnapshot Open(string path)
    {
        Schema.RequireCurrent(path);
        var connection = Connections.OpenReader(path);
        connection.Execute("BEGIN");
        return new(connection);
    }

    // The first read fixes the moment.
    public Task<StoreSize> CountAsync(CancellationToken cancellation) => Task.Run(
        () => new StoreSize(_connection.Number("SELECT count(*) FROM event"), _connection.Number("SELECT count(*) FROM state")), cancellation);

    public IAsyncEnumerable<RecordedCommit> ReadCommitsAsync(CancellationToken cancellation) => ReadCommits(cancellation).ToAsyncEnumerable();

    public IAsyncEnumerable<RecordedState> ReadStatesAsync(CancellationToken cancellation) => ReadStates(cancellation).ToAsyncEnumerable();

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<RecordedCommit> ReadCommits(CancellationToken cancellation)
    {
        var order = new EventOrder();
        using var rows = new Statement(_connection, $"SELECT {EventRows.Columns} FROM event e LEFT JOIN resource r ON r.id = e.resource ORDER BY e.seq");
        while (rows.Step())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return order.Next(rows.Checked() ?? throw EventChain.Damaged(rows));
        }
    }

    private IEnumerable<RecordedState> ReadStates(CancellationToken cancellation)
    {
        using var rows = new Statement(_connection, "SELECT grain, name, key, version, json, changed_us FROM state");
        while (rows.Step())
        {
            cancellation.ThrowIfCancellationRequested();
            var state = new StoredState(rows.Number(3), rows.IsNull(4) ? null : rows.Utf8(4).ToArray());
            yield return new(new(rows.Text(0), rows.Text(1), rows.Text(2)), state, new(rows.Number(5)));
        }
    }
}
