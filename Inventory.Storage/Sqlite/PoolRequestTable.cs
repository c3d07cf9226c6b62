using Inventory.Domain.Time;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>
/// Writes the table <c>pool_request</c>, in the transaction of the event itself: the key is looked up before any resource is known that could be waited for.
/// </summary>
internal sealed class PoolRequestTable(SqliteConnection connection, TimeSpan keyLife) : IDisposable
{
    private readonly long _keptDays = (long)Math.Ceiling(keyLife.TotalDays);

    private readonly Statement _insert = new(connection,
        "INSERT INTO pool_request (day, type, request_key, seq) SELECT ?1, type, ?3, ?4 FROM resource WHERE id = ?2");

    // The rows of old days stand at the begin of the table.
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
        // Twice what comes goes, while there is something old: nothing is left to be done at another time.
        _clear.Bind(1, Day(commit.At) - _keptDays);
        _clear.Run();
        _clear.Run();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _clear.Dispose();
    }
}
