using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Inventory.Storage.Sqlite;

/// <summary>
/// Opens the two kinds of connections. Neither is pooled: the store keeps what it needs, and a closed connection is closed.
/// </summary>
internal static class Connections
{
    /// <summary>
    /// How long to wait for a lock. Nobody else may write this file, yet a reader holds the writer's lock for a moment when it has read the
    /// head of the WAL's index half written, to see that nothing is to be recovered.
    /// </summary>
    public const int BusyMilliseconds = 1_000;

    // A commit that was answered survives a loss of power: on macOS that takes more than fsync. The writer decides when to checkpoint; what
    // a burst made of the WAL is given back after it. Some systems' builds overwrite deleted rows with zeros, which writes more pages than
    // needed.
    private const string WriterPragmas =
        """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
        PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = OFF; PRAGMA cache_size = -65536;
        """;

    /// <exception cref="StoreOpenException">The file system does not carry a WAL.</exception>
    public static SqliteConnection OpenWriter(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate, WriterPragmas);
        if (connection.Text("PRAGMA journal_mode") == "wal")
            return connection;
        connection.Dispose();
        throw new StoreOpenException($"The file system of {path} does not carry a WAL, like most network shares. Choose a local disk with --data.");
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
