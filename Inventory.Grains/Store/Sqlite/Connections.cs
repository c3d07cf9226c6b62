using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Inventory.Store.Sqlite;

/// <summary>Opens the two kinds of connections. Neither is pooled: the store keeps what it needs, and a closed connection is closed.</summary>
internal static class Connections
{
    /// <summary>
    /// How long to wait for a lock. Nobody else may write this file, yet a reader holds the writer's lock for a moment when it has read the head of
    /// the WAL's index half written, to see that nothing is to be recovered.
    /// </summary>
    public const int BusyMilliseconds = 1_000;

    public static SqliteConnection OpenWriter(string path) => Open(path, SqliteOpenMode.ReadWriteCreate,
        // A commit that was answered survives a loss of power: on macOS that takes more than fsync.
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;" +
        // The writer decides when to checkpoint. What a burst made of the WAL is given back after it.
        "PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864;" +
        // Some systems' builds overwrite deleted rows with zeros, which writes pages that need no write.
        "PRAGMA secure_delete = OFF; PRAGMA cache_size = -65536;");

    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly, "PRAGMA cache_size = -8192;");

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Number(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode, string pragmas)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        var connection = new SqliteConnection(source.ToString());
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);
            connection.Execute(pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
