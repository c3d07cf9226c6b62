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
