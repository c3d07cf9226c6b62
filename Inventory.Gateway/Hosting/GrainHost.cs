using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Inventory.Gateway.Hosting.Cluster;
using Orleans.Configuration;

namespace Inventory.Gateway.Hosting;

public static class GrainHost
{
    public static string Runtime { get; } = $"Orleans {FileVersionInfo.GetVersionInfo(typeof(Grain).Assembly.Location).ProductVersion?.Split(' ', '+')[0].TrimEnd('.')}";

    public static void AddGrains(this IHostApplicationBuilder builder, InventoryOptions options)
    {
        if (options.IsCluster)
            builder.AddClusterClient(options);
        else
            builder.UseOrleans(AddOwnSilo);
    }

    public static void UseGrains(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<ClusterState>() is { } cluster)
            app.Use(next => http => ClusterConnectivityMiddleware.PassAsync(cluster, next, http));
    }

    /// <summary>Completes when grains can be called: at once, or in a cluster when a silo is found.</summary>
    public static Task WhenReachable(IServiceProvider services) => services.GetService<ClusterState>()?.WhenConnected ?? Task.CompletedTask;

    private static void AddOwnSilo(ISiloBuilder silo)
    {
        // Only this process connects to its silo: free ports will do, and several gateways can run on one machine.
        var (siloPort, gatewayPort) = (FreePort(), FreePort());
        silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: "inventory", clusterId: $"inventory-{siloPort}");
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(15));
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
