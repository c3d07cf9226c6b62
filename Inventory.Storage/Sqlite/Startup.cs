using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Inventory.Storage.Sqlite;

/// <summary>A check of every page would take minutes, so the start reads little; damage shows when it is read.</summary>
internal static partial class Startup
{
    private const int Slice = 4_096;

    /// <exception cref="StoreOpenException">The file cannot be used as it is.</exception>
    public static WriterSession Open(string path, SqliteStoreOptions options, ILogger logger)
    {
        WriterSession? session = null;
        try
        {
            Schema.Inspect(path);
            session = WriterSession.Open(path, options, migrate: true);
            if (session.Projection.Count > 0)
                LogCatchingUp(logger, session.Projection.Count);
            while (session.Projection.IsBehind)
            {
                session.Begin();
                session.Projection.Apply(Slice);
                session.Reach(FailPoint.TablesProjected);
                session.Commit();
                session.Checkpoints.AfterTransaction();
            }
            // After a crash, the WAL may not be on the disk yet: no read may see it before it is.
            session.Checkpoints.RunPassive();
            return session;
        }
        catch (Exception e) when (e is SqliteException or InvalidDataException)
        {
            session?.Dispose();
            throw Refusal(path, e);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    private static StoreOpenException Refusal(string path, Exception e) => (e as SqliteException)?.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => new($"{path} is not a database. Move it away, or choose another directory with --data.", e),
        raw.SQLITE_CORRUPT or null => new(
            $"{path} is damaged ({e.Message}). Restore a backup of it, or save what can be read with: sqlite3 \"{path}\" .recover", e),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new($"Another program holds {path}. Close that program and start again.", e),
        raw.SQLITE_FULL => new($"The disk of {path} is full. Make room and start again.", e),
        _ => new($"{path} cannot be opened or written ({e.Message}). Check the permissions of the file and its directory, and the disk.", e),
    };

    [LoggerMessage(3, LogLevel.Information, "The tables are {Count} events behind the log and catch up.")]
    private static partial void LogCatchingUp(ILogger logger, int count);
}
