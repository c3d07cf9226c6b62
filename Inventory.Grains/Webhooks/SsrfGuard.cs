using System.Net;
using System.Net.Sockets;

namespace Inventory.Grains.Webhooks;

/// <summary>
/// Connects to public addresses only. The addresses that are judged are those that are connected to: a name that stands for others a moment
/// later changes nothing.
/// </summary>
internal static class SsrfGuard
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

/// <summary>
/// Which addresses are out on the internet, and neither on this machine nor in a network that only it can reach: the special-purpose
/// address registries of IANA (RFC 6890). An address of IPv6 that stands for one of IPv4 is judged as that one.
/// </summary>
public static class PublicAddresses
{
    private const int Ipv4Bytes = 4;

    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Of what is public in IPv6: Teredo and other protocols, documentation, 6to4, documentation.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>All else of IPv6 is unspecified, loopback, link-local, unique local, multicast or not given out.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Behind these a translator reaches IPv4 (RFC 6052).</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsPublic(this IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        else if (Translated.Contains(address))
            address = new IPAddress(address.GetAddressBytes().AsSpan(^Ipv4Bytes));
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !GlobalUnicast.Contains(address))
            return false;
        return !NotPublic.Any(network => network.Contains(address));
    }
}

/// <summary>A name stands for addresses that are not public, and no others.</summary>
public sealed class PrivateAddressException(string host)
    : Exception($"{host} has no public address, and others are not called unless Inventory:Webhooks:AllowPrivateAddresses is true.");
