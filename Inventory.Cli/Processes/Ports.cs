using System.Net;
using System.Net.Sockets;

namespace Inventory.Cli.Processes;

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

    public static int[] Free(int count, int from) => [.. Enumerable.Range(from, IPEndPoint.MaxPort - from).Where(IsFree).Take(count)];

    /// <summary>Below the range that the system uses for connections, so that a restarted server finds its port free.</summary>
    public static int[] Free(int count) => Free(count, Random.Shared.Next(15_000, 32_000));
}
