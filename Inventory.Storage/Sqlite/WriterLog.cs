using Microsoft.Extensions.Logging;

namespace Inventory.Storage.Sqlite;

/// <summary>Says once that the disk fails and once that it works again, not for each commit that meets it.</summary>
internal sealed partial class WriterLog(ILogger logger)
{
    // The text of the fault that was said last; null while all works.
    private string? _fault;
    private string? _checkpointFault;

    /// <summary>The last attempt to write failed.</summary>
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

    private static bool IsNews(ref string? said, string? now)
    {
        var isNews = said != now;
        said = now;
        return isNews;
    }

    [LoggerMessage(1, LogLevel.Error, "The database cannot be written. Commits fail until it can; no restart is needed then.")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(2, LogLevel.Information, "The database can be written again.")]
    private static partial void LogWorked(ILogger logger);

    [LoggerMessage(4, LogLevel.Error, "The log could not be brought to the main file. Commits go on, and the WAL grows.")]
    private static partial void LogCheckpointFailed(ILogger logger, Exception fault);
}
