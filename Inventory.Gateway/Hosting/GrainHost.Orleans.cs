using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Inventory.Gateway.Hosting;

/// <summary>The grains in this process, on Orleans: a silo of its own beside the gateway.</summary>
public static class GrainHost
{
    public static string Runtime { get; } = $"Orleans {FileVersionInfo.GetVersionInfo(typeof(Grain).Assembly.Location).ProductVersion?.Split(' ', '+')[0].TrimEnd('.')}";

    public static void AddGrains(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        // A cluster of one: it is reached from this process alone, so any free ports will do, and several can run on one machine.
        var (siloPort, gatewayPort) = (FreePort(), FreePort());
        silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: "inventory", clusterId: $"inventory-{siloPort}");
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(15));
    });

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
