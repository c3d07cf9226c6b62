using System.Net;

namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>Keeps a client for each silo of the cluster, and tells <see cref="DirectRouting"/> of them. Calls do without where there is none.</summary>
internal sealed partial class SiloClients(
    IClusterClient cluster, ClusterState state, DirectRouting routes, InventoryOptions options, TimeProvider clock, ILoggerFactory logging) : BackgroundService
{
    /// <summary>A silo that stops says so some seconds before it takes no more calls.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logging.CreateLogger<SiloClients>();
    private readonly Dictionary<SiloAddress, SiloClient> _clients = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await DropAsync([.. _clients.Keys]);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await state.WhenConnected.WaitAsync(stoppingToken);
        using var pace = new PeriodicTimer(LookEvery, clock);
        do
        {
            try
            {
                await FollowAsync(await cluster.GetGrain<IManagementGrain>(0).GetDetailedHosts(false, stoppingToken), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // No silo answers, or not its database. The ways that are known stay: what is lost is not used.
                LogLost(e.Message);
            }
        }
        while (await pace.WaitForNextTickAsync(stoppingToken));
    }

    private async Task FollowAsync(IReadOnlyList<MembershipEntry> members, CancellationToken cancellation)
    {
        // One that stops gets no calls, and may end those that it has.
        var active = members.Where(member => member.Status == SiloStatus.Active && member.ProxyPort > 0).ToList();
        var alive = members.Where(member => member.Status != SiloStatus.Dead).Select(member => member.SiloAddress).ToHashSet();
        Tell(active);
        await DropAsync([.. _clients.Where(known => !alive.Contains(known.Key) || !known.Value.IsConnected).Select(known => known.Key)]);
        // To the only one there is only one way.
        foreach (var silo in active.Where(silo => active.Count > 1 && !_clients.ContainsKey(silo.SiloAddress)))
            await ConnectAsync(silo, cancellation);
        Tell(active);
    }

    private void Tell(List<MembershipEntry> active)
    {
        var silos = active.Select(silo => silo.SiloAddress).ToHashSet();
        routes.Set(silos, _clients.Where(known => silos.Contains(known.Key)).ToDictionary());
    }

    private async Task ConnectAsync(MembershipEntry silo, CancellationToken cancellation)
    {
        try
        {
            _clients[silo.SiloAddress] = await SiloClient.ConnectAsync(new IPEndPoint(silo.SiloAddress.Endpoint.Address, silo.ProxyPort), options, clock, logging, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogUnreached(silo.SiloAddress, e.Message);
        }
    }

    private async Task DropAsync(IReadOnlyList<SiloAddress> silos)
    {
        foreach (var silo in silos)
            if (_clients.Remove(silo, out var client))
                await client.DisposeAsync();
    }

    [LoggerMessage(LogLevel.Information, "{Silo} is not reached directly, but by others: {Reason}")]
    private partial void LogUnreached(SiloAddress silo, string reason);

    [LoggerMessage(LogLevel.Information, "No silo says which others there are: {Reason}")]
    private partial void LogLost(string reason);
}
