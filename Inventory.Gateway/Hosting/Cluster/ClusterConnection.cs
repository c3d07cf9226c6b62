namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>Connects while the gateway already listens, however long it takes to find a silo. Later the client reconnects by itself.</summary>
internal sealed partial class ClusterConnection(IClusterClient client, ClusterState state, ILogger<ClusterConnection> logger) : BackgroundService
{
    // The client is also a hosted service.
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
            // The gateway stopped before it found a silo.
        }
    }

    [LoggerMessage(LogLevel.Information, "Connected to the cluster")]
    private static partial void LogConnected(ILogger logger);
}

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

internal sealed class ClusterState
{
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Stays true, because the client reconnects by itself.</summary>
    public bool IsConnected => _connected.Task.IsCompleted;

    public Task WhenConnected => _connected.Task;

    public void Connected() => _connected.TrySetResult();
}
