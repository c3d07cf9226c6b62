using System.Net;
using System.Net.Sockets;

namespace Inventory.Webhooks;

/// <summary>
/// Connects to public addresses only. The addresses that are judged are those that are connected to: a name that stands for others a moment
/// later changes nothing.
/// </summary>
internal static class GuardedConnection
{
    /// <exception cref="PrivateAddressException">There is no address that it may be.</exception>
    /// <exception cref="SocketException">Nobody is there.</exception>
    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var address) ? [address] : await Dns.GetHostAddressesAsync(host, cancellation);
        var allowed = addresses.Where(PublicAddresses.IsPublic).ToArray();
        if (allowed.Length == 0)
            throw new PrivateAddressException(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
