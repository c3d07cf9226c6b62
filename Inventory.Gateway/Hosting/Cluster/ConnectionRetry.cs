namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>A gateway that is there before the silos, or whose database is not there, tries again until they are.</summary>
internal sealed partial class ConnectionRetry(TimeProvider clock, ILogger<ConnectionRetry> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        LogWaiting(logger, exception.Message);
        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No silo answers; waiting for one: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string reason);
}
