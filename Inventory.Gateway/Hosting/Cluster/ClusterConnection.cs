namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>
/// The connection to the cluster. It is made while the gateway listens already, for as long as it takes for a silo to be there, and made again by the client itself
/// whenever it is lost.
/// </summary>
internal sealed partial class ClusterConnection(IClusterClient client, ClusterState state, ILogger<ClusterConnection> logger) : BackgroundService
{
    // A client is also what a host starts and stops.
    private readonly IHostedService _client = (IHostedService)client;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (state.IsConnected)
            await _client.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _client.StartAsync(stoppingToken);
            state.Connected();
            LogConnected(logger);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway ends before a silo was there.
        }
    }

    [LoggerMessage(LogLevel.Information, "Connected to the cluster")]
    private static partial void LogConnected(ILogger logger);
}

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

/// <summary>What requests have to know of the connection to the cluster.</summary>
internal sealed class ClusterState
{
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether calls can be made at all. Once it is so, the client connects again by itself.</summary>
    public bool IsConnected => _connected.Task.IsCompleted;

    public Task WhenConnected => _connected.Task;

    public void Connected() => _connected.TrySetResult();
}
