using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Inventory.Tests.Storage.Sqlite;
using Inventory.Tests.Style;

namespace Inventory.Tests.Gateway.Security;

/// <summary>Clients behind the balancer that is deployed with a cluster.</summary>
public sealed class ProxyTests
{
    private const int Clients = 70;

    private static readonly string[] Programs = ["/usr/sbin/haproxy", "/usr/local/sbin/haproxy"];

    [Fact]
    public async Task Seventy_clients_behind_the_balancer_have_a_limit_each_and_nobody_can_pretend_to_be_another()
    {
        var program = Array.Find(Programs, File.Exists);
        Assert.SkipWhen(program is null, "HAProxy is not installed: apt-get install haproxy");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has all addresses of 127.0.0.0/8.");
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:Auth:Mode", "Required", "--Inventory:RateLimits:LoginsPerMinute", "1", "--Inventory:Proxies:0", "127.0.0.1");
        using var directory = new TemporaryDirectory();
        var port = Ports.Free(1)[0];
        var configuration = Path.Combine(directory.Path, "haproxy.cfg");
        await File.WriteAllTextAsync(configuration, Configuration(port, gateway.Address.Port));
        await using var balancer = ChildProcess.Start(new ProcessStartInfo(program!, ["-f", configuration, "-db"]), "is UP");
        var address = new Uri($"http://127.0.0.1:{port}");
        await Eventually.HoldsAsync(async () => await StatusAsync(address, "127.0.0.1", "/health/live") == 200, () => balancer.Output);

        var first = await Task.WhenAll(Enumerable.Range(1, Clients).Select(n => LoginAsync(address, Own(n))));
        Assert.All(first, status => Assert.Equal(401, status));
        // The header of a client does not count, whether it comes through the balancer or past it.
        var second = await Task.WhenAll(Enumerable.Range(1, Clients).Select(n => LoginAsync(address, Own(n), $"203.0.113.{n}")));
        Assert.All(second, status => Assert.Equal(429, status));
        Assert.Equal(401, await LoginAsync(gateway.Address, "127.0.3.1", "203.0.113.1"));
        Assert.Equal(429, await LoginAsync(gateway.Address, "127.0.3.1", "203.0.113.2"));
        Assert.Equal(429, await LoginAsync(gateway.Address, Own(1), "203.0.113.3"));
    }

    private static string Own(int client) => string.Create(CultureInfo.InvariantCulture, $"127.0.2.{client}");

    // As it is deployed, but for names that only containers know.
    private static string Configuration(int port, int gateway) => File.ReadAllText(Path.Combine(Repository.Root, "deploy/compose/haproxy.cfg"))
        .Replace("maxconn 20000", "maxconn 1000", StringComparison.Ordinal)
        .Replace("bind :5001", $"bind 127.0.0.1:{port}", StringComparison.Ordinal)
        .Replace("resolvers containers\n    nameserver docker 127.0.0.11:53\n    hold valid 5s\n", "", StringComparison.Ordinal)
        .Replace(" init-addr none resolvers containers", "", StringComparison.Ordinal)
        .Replace("server-template gateway 10 gateway:5001", $"server gateway1 127.0.0.1:{gateway}", StringComparison.Ordinal);

    private static async Task<int> LoginAsync(Uri address, string from, string? forwardedFor = null)
    {
        using var http = ClientAt(from);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/users/login")) { Content = JsonContent.Create(new { username = $"ann {from}", password = "a good password" }) };
        if (forwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static async Task<int> StatusAsync(Uri address, string from, string path)
    {
        using var http = ClientAt(from);
        try
        {
            using var answer = await http.GetAsync(new Uri(address, path));
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private static HttpClient ClientAt(string address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}
