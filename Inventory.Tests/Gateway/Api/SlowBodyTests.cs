using System.Net.Sockets;
using System.Text;

namespace Inventory.Tests.Gateway.Api;

public sealed class SlowBodyTests
{
    [Fact]
    public async Task A_body_that_does_not_come_is_given_up_with_a_problem()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        // An HttpClient would wait for its own body.
        using var connection = new TcpClient();
        await connection.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync("POST /api/cars HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"name\""u8.ToArray());

        var answer = await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/problem+json\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"/problems/request-timeout\"", answer, StringComparison.Ordinal);
        Assert.Equal(200, (await gateway.Client.Get("/problems/request-timeout")).Status);
        Assert.Equal("[]", (await gateway.Client.Get("/api/cars")).Text);
    }
}
