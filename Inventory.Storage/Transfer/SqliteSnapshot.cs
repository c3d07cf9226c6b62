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
    public Task<StoreSize> CountAsync(long afterSeq, CancellationToken cancellation) => Task.Run(
        () => new StoreSize(_connection.Number($"SELECT count(*) FROM event WHERE seq > {afterSeq}"), _connection.Number("SELECT count(*) FROM state")), cancellation);

    public Task<long> FindArchivedSeqAsync(CancellationToken cancellation) => Task.Run(() => _connection.Number("SELECT seq FROM archive"), cancellation);

    public Task<long> FindLastBeforeAsync(Instant moment, CancellationToken cancellation) => Task.Run(
        () => _connection.Number(
            $"""
            SELECT ifnull(max(seq), 0) FROM event
            WHERE seq < ifnull((SELECT seq FROM event WHERE at_us >= {moment.Microseconds} ORDER BY seq LIMIT 1), {long.MaxValue})
            """), cancellation);

    public IAsyncEnumerable<RecordedCommit> ReadCommitsAsync(CancellationToken cancellation) => ReadCommits(cancellation).ToAsyncEnumerable();

    public IAsyncEnumerable<RecordedState> ReadStatesAsync(CancellationToken cancellation) => ReadStates(cancellation).ToAsyncEnumerable();

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<RecordedCommit> ReadCommits(CancellationToken cancellation)
    {
        var order = new EventOrder(ReadArchived());
        using var rows = new Statement(_connection, $"SELECT {EventRows.Columns} FROM event e LEFT JOIN resource r ON r.id = e.resource ORDER BY e.seq");
        while (rows.Step())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return order.Next(rows.Checked() ?? throw EventChain.Damaged(rows));
        }
    }

    private Dictionary<Guid, EventLink> ReadArchived()
    {
        using var rows = new Statement(_connection, "SELECT resource, version, hash FROM archived_event");
        return new(rows.ToList(static row => KeyValuePair.Create(row.Id(0), new EventLink(row.Number(1), row.Link(2))), CancellationToken.None));
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
