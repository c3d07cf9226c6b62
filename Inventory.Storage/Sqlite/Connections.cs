using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Inventory.Storage.Sqlite;

/// <summary>Not pooled: the store keeps its connections, and a closed one is closed.</summary>
internal static class Connections
{
    /// <summary>Nobody else writes this file, but a reader briefly takes the writer's lock if it meets a half-written WAL index.</summary>
    public const int BusyMilliseconds = 1_000;

    // An acknowledged commit must survive a power loss, which on macOS takes more than fsync. The writer decides when to checkpoint. The size limit
    // shrinks the WAL after a burst. Some systems' builds overwrite deleted rows with zeros by default, which writes more pages.
    private const string WriterPragmas =
        """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
        PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = OFF; PRAGMA cache_size = -65536;
        """;

    // No connection is used by two threads at once: without a mutex of its own, each of its calls is shorter. Where SQLite was used before, it keeps them.
    static Connections()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    /// <exception cref="StoreOpenException">The file system does not support a WAL.</exception>
    public static SqliteConnection OpenWriter(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate, WriterPragmas);
        if (connection.Text("PRAGMA journal_mode") == "wal")
            return connection;
        connection.Dispose();
        throw new StoreOpenException($"The file system of {path} does not support a WAL, like most network shares. Choose a local disk with --data.");
    }

    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly, "PRAGMA cache_size = -8192;");

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Number(this SqliteConnection connection, string sql) => (long)connection.Scalar(sql)!;

    public static string Text(this SqliteConnection connection, string sql) => (string)connection.Scalar(sql)!;

    private static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
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
