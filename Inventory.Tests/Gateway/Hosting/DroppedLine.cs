using System.Net.Sockets;
using System.Text;

namespace Inventory.Tests.Gateway.Hosting;

/// <summary>A request whose sender is gone before the answer.</summary>
internal static class DroppedLine
{
    /// <param name="address">Of the gateway.</param>
    /// <param name="path">To POST to.</param>
    /// <param name="header">One more header.</param>
    /// <param name="body">JSON.</param>
    /// <param name="isAbrupt">The line is reset; otherwise it is closed. The gateway may have read the request by then or not.</param>
    /// <returns>False when there is no gateway to send it to.</returns>
    public static async Task<bool> SendAsync(Uri address, string path, (string Name, string Value) header, string body, bool isAbrupt)
    {
        var utf8 = Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n{header.Name}: {header.Value}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new(isAbrupt, 0) };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port);
            await socket.SendAsync(utf8);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
