using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Inventory.Storage.Sqlite;

/// <summary>
/// Brings the WAL to the main file, on the write connection alone: SQLite up to 3.51.2 can corrupt a WAL that two connections write or
/// checkpoint.
/// </summary>
internal sealed class Checkpoints(SqliteConnection connection, SqliteStoreOptions options)
{
    private const int CacheWrites = 9; // SQLITE_DBSTATUS_CACHE_WRITE, which the packages do not name.
    private const int FrameBytes = 4_120; // A page and its head in the WAL.

    // What an earlier session left in the WAL counts too: faults again and again must not let it grow for ever.
    private int _pagesSince = WalFrames(connection.DataSource + "-wal");
    private int _walPages;

    /// <summary>The WAL is so long that reads should make way for it to begin again.</summary>
    public bool IsWalTooLong => _walPages > options.MaxWalPages;

    /// <summary>Something was written since the last checkpoint.</summary>
    public bool IsBehind => _pagesSince > 0;

    /// <summary>Counts what the last transaction wrote, and checkpoints if that is due.</summary>
    /// <returns>Whether it was.</returns>
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

    /// <summary>For when nobody reads: the next transaction begins the WAL again.</summary>
    public void RunRestart() => Run(raw.SQLITE_CHECKPOINT_RESTART);

    /// <summary>For the end: leaves an empty WAL.</summary>
    public void RunTruncate() => Run(raw.SQLITE_CHECKPOINT_TRUNCATE);

    private static int WalFrames(string path) => new FileInfo(path) is { Exists: true } wal ? (int)(wal.Length / FrameBytes) : 0;

    private void Run(int mode)
    {
        // Should it fail, it is tried again after as many pages more, not after each transaction.
        _pagesSince = 0;
        _walPages = 0;
        options.OnFailPoint?.Invoke(FailPoint.CheckpointBegun, connection);
        // The modes that need the readers gone are for when they are; another program's are not waited for.
        raw.sqlite3_busy_timeout(connection.Handle, 0);
        var code = raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", mode, out var wal, out _);
        raw.sqlite3_busy_timeout(connection.Handle, Connections.BusyMilliseconds);
        // Busy is a reader that still needs the WAL: what could be done is done, the rest is for the next time.
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY))
            SqliteException.ThrowExceptionForRC(code, connection.Handle);
        // Whether the WAL then begins again, the next passive checkpoint tells: another program's read may prevent it.
        _walPages = mode == raw.SQLITE_CHECKPOINT_PASSIVE ? wal : 0;
        options.OnFailPoint?.Invoke(FailPoint.CheckpointDone, connection);
    }
}
