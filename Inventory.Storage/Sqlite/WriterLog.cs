using Microsoft.Extensions.Logging;

namespace Inventory.Storage.Sqlite;

/// <summary>Logs a failure and the recovery once each, not for every commit.</summary>
internal sealed partial class WriterLog(ILogger logger)
{
    // The last logged fault; null while everything works.
    private string? _fault;
    private string? _checkpointFault;

    public bool IsFailing => _fault is not null;

    public void Failed(Exception fault)
    {
        if (IsNews(ref _fault, fault.Message))
            LogFailed(logger, fault);
    }

    public void Worked()
    {
        if (IsNews(ref _fault, null))
            LogWorked(logger);
    }

    public void CheckpointFailed(Exception fault)
    {
        if (IsNews(ref _checkpointFault, fault.Message))
            LogCheckpointFailed(logger, fault);
    }

    public void CheckpointWorked() => _checkpointFault = null;

    private static bool IsNews(ref string? last, string? now)
    {
        var isNews = last != now;
        last = now;
        return isNews;
    }

    [LoggerMessage(1, LogLevel.Error, "The database cannot be written. Commits fail until it recovers; no restart is needed.")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(2, LogLevel.Information, "The database can be written again.")]
    private static partial void LogWorked(ILogger logger);

    [LoggerMessage(4, LogLevel.Error, "The checkpoint of the WAL failed. Commits continue, but the WAL grows.")]
    private static partial void LogCheckpointFailed(ILogger logger, Exception fault);
}
