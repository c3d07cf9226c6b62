using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Inventory.Gateway.Hosting.Cluster;
using Orleans.Configuration;

namespace Inventory.Gateway.Hosting;

/// <summary>The grains on Orleans: in this process, by a silo of its own beside the gateway, or in the silos of a cluster.</summary>
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

    /// <summary>A gateway of a cluster listens before a silo is there, and says so.</summary>
    public static void UseGrains(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<ClusterState>() is { } cluster)
            app.Use(next => http => ClusterConnectivityMiddleware.PassAsync(cluster, next, http));
    }

    /// <summary>Done when grains can be called: at once, or in a gateway of a cluster when it has found a silo.</summary>
    public static Task WhenReachable(IServiceProvider services) => services.GetService<ClusterState>()?.WhenConnected ?? Task.CompletedTask;

    private static void AddOwnSilo(ISiloBuilder silo)
    {
        // A cluster of one: it is reached from this process alone, so any free ports will do, and several can run on one machine.
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
