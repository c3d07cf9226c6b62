using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Inventory.Storage.Sqlite;

/// <summary>On the write connection alone: SQLite up to 3.51.2 can corrupt a WAL that two connections write or checkpoint.</summary>
internal sealed class Checkpoints(SqliteConnection connection, SqliteStoreOptions options)
{
    private const int CacheWrites = 9; // SQLITE_DBSTATUS_CACHE_WRITE, which the packages do not name.
    private const int FrameBytes = 4_120; // A page and its head in the WAL.

    // Includes what earlier sessions left in the WAL, so that repeated faults do not let it grow without limit.
    private int _pagesSince = WalFrames(connection.DataSource + "-wal");
    private int _walPages;

    /// <summary>Reads should stop, so that the WAL can restart.</summary>
    public bool IsWalTooLong => _walPages > options.MaxWalPages;

    public bool IsBehind => _pagesSince > 0;

    /// <summary>True when a checkpoint was due.</summary>
    public bool AfterTransaction()
    {
        raw.sqlite3_db_status(connection.Handle, CacheWrites, out var pages, out _, 1);
        _pagesSince += pages;
        var isDue = _pagesSince >= options.CheckpointPages;
        if (isDue)
            Run(raw.SQLITE_CHECKPOINT_PASSIVE);
        return isDue;
    }

    public void RunPassive() => Run(raw.SQLITE_CHECKPOINT_PASSIVE);

    /// <summary>For a time without reads: the next transaction restarts the WAL.</summary>
    public void RunRestart() => Run(raw.SQLITE_CHECKPOINT_RESTART);

    public void RunTruncate() => Run(raw.SQLITE_CHECKPOINT_TRUNCATE);

    private static int WalFrames(string path) => new FileInfo(path) is { Exists: true } wal ? (int)(wal.Length / FrameBytes) : 0;

    private void Run(int mode)
    {
        // After a fault, it is tried again after as many pages, not after each transaction.
        _pagesSince = 0;
        _walPages = 0;
        options.OnFailPoint?.Invoke(FailPoint.CheckpointBegun, connection);
        // The restart and truncate modes do not wait for readers of another program.
        raw.sqlite3_busy_timeout(connection.Handle, 0);
        var code = raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", mode, out var wal, out _);
        raw.sqlite3_busy_timeout(connection.Handle, Connections.BusyMilliseconds);
        // Busy means that a reader still needs the WAL: the next checkpoint does the rest.
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY))
            SqliteException.ThrowExceptionForRC(code, connection.Handle);
        // Another program's read may prevent the restart; the next passive checkpoint shows it.
        _walPages = mode == raw.SQLITE_CHECKPOINT_PASSIVE ? wal : 0;
        options.OnFailPoint?.Invoke(FailPoint.CheckpointDone, connection);
    }
}
