using Microsoft.Extensions.Logging;

namespace Inventory.Storage.Postgres;

/// <summary>Logs a failure and the recovery once each, not for every commit.</summary>
internal sealed partial class PostgresLog(ILogger logger)
{
    private int _isFailing;

    public void Failed(Exception fault)
    {
        if (Interlocked.Exchange(ref _isFailing, 1) == 0)
            LogFailed(logger, fault);
    }

    public void Worked()
    {
        if (Volatile.Read(ref _isFailing) != 0 && Interlocked.Exchange(ref _isFailing, 0) != 0)
            LogWorked(logger);
    }

    public void Overlapped(Commit commit, Exception fault) => LogOverlapped(logger, commit.ResourceId, commit.Version, fault);

    [LoggerMessage(1, LogLevel.Error, "The database cannot be written. Commits fail until it recovers; no restart is needed.")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(2, LogLevel.Information, "The database can be written again.")]
    private static partial void LogWorked(ILogger logger);

    [LoggerMessage(5, LogLevel.Error,
        "A commit of version {Version} of resource {Resource} passed the version check but overlaps another allocation. It was refused. This is a bug: please report it.")]
    private static partial void LogOverlapped(ILogger logger, Guid resource, long version, Exception fault);

    [LoggerMessage(6, LogLevel.Information, "PostgreSQL does not answer yet: {Reason}")]
    public static partial void LogWaiting(ILogger logger, string reason);
}
