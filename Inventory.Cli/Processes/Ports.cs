using System.Net;
using System.Net.Sockets;

namespace Inventory.Cli.Processes;

/// <summary>TCP ports of the loopback address.</summary>
public static class Ports
{
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The first free ports from a number on.</summary>
    public static int[] Free(int count, int from) => [.. Enumerable.Range(from, IPEndPoint.MaxPort - from).Where(IsFree).Take(count)];

    /// <summary>Free ports below the range from which the system takes those of connections: a server that is started again still finds its port free.</summary>
    public static int[] Free(int count) => Free(count, Random.Shared.Next(15_000, 32_000));
}
