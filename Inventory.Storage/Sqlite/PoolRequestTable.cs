using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Written in the event's own transaction: a lookup by key knows no resource whose tables it could wait for.</summary>
internal sealed class PoolRequestTable(SqliteConnection connection, TimeSpan retention) : IDisposable
{
    private readonly long _retentionDays = (long)Math.Ceiling(retention.TotalDays);

    private readonly Statement _insert = new(connection,
        "INSERT INTO pool_request (day, type, request_key, seq) SELECT ?1, type, ?3, ?4 FROM resource WHERE id = ?2");

    // Old days are at the start of the table.
    private readonly Statement _clear = new(connection,
        """
        DELETE FROM pool_request WHERE (day, type, request_key, seq) =
            (SELECT day, type, request_key, seq FROM pool_request WHERE day < ?1 ORDER BY day, type, request_key, seq LIMIT 1)
        """);

    public static long Day(Instant at) => at.Microseconds / (long)TimeSpan.FromDays(1).TotalMicroseconds;

    public void Add(Commit commit, long seq)
    {
        _insert.Bind(1, Day(commit.At));
        _insert.Bind(2, commit.ResourceId);
        _insert.Bind(3, commit.Key!.Key);
        _insert.Bind(4, seq);
        _insert.Run();
        // Deletes up to two old rows for each new one, so that no separate cleanup is necessary.
        _clear.Bind(1, Day(commit.At) - _retentionDays);
        _clear.Run();
        _clear.Run();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _clear.Dispose();
    }
}
