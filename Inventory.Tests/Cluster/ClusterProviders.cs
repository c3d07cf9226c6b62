using Inventory.Store.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Inventory.Tests.Cluster;

/// <summary>Orleans' ADO.NET providers, on our scripts, in a silo of one.</summary>
internal sealed class ClusterProviders : IAsyncDisposable
{
    private readonly IHost _host;

    private ClusterProviders(IHost host) => _host = host;

    public IReminderTable Reminders => _host.Services.GetRequiredService<IReminderTable>();

    public IMembershipTable Members => _host.Services.GetRequiredService<IMembershipTable>();

    public static async Task<ClusterProviders> StartAsync(string database)
    {
        await ClusterSchema.ApplyAsync(database, CancellationToken.None);
        var host = new HostBuilder().UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("test", ClusterDatabase.ServiceId));
            silo.Configure<EndpointOptions>(endpoints =>
            {
                (endpoints.AdvertisedIPAddress, endpoints.SiloPort, endpoints.GatewayPort) = (System.Net.IPAddress.Loopback, FreePort(), 0);
            });
            silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (ClusterDatabase.Invariant, database));
            silo.UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (ClusterDatabase.Invariant, database));
        }).Build();
        await host.StartAsync();
        return new(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
