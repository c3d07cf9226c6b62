using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Inventory.Tests.Gateway.Api;

public sealed class RejectedRequestTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("hello\r\n\r\n", 400, "malformed")]
    [InlineData("GET /api/cars HTTP/1.1\r\n\r\n", 400, "malformed")]
    [InlineData("GET /api/cars HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "malformed")]
    [InlineData("GET /api/cars HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n", 400, "malformed")]
    [InlineData("GET /api/cars HTTP/9.9\r\nHost: a\r\n\r\n", 505, "malformed")]
    public async Task A_request_that_is_not_http_is_refused_with_a_problem(string request, int status, string problem) => AssertProblem(await SendAsync(request), status, problem);

    [Fact]
    public async Task A_line_and_headers_that_nobody_reads_are_refused_with_a_problem()
    {
        AssertProblem(await SendAsync($"GET /api/cars?name={new string('x', 70_000)} HTTP/1.1\r\nHost: a\r\n\r\n"), 414, "target-too-long");
        AssertProblem(await SendAsync($"GET /api/cars HTTP/1.1\r\nHost: a\r\nX-Long: {new string('x', 70_000)}\r\n\r\n"), 431, "headers-too-long");
    }

    [Fact]
    public async Task Answers_before_it_on_the_same_connection_are_whole()
    {
        var answers = await SendAsync("GET /api/types HTTP/1.1\r\nHost: localhost\r\n\r\nhello\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answers, StringComparison.Ordinal);
        AssertProblem(answers[answers.LastIndexOf("HTTP/1.1", StringComparison.Ordinal)..], 400, "malformed");
    }

    [Fact]
    public async Task A_health_check_of_a_load_balancer_names_no_host() =>
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await SendAsync("GET /health/ready HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);

    private static void AssertProblem(string answer, int status, string problem)
    {
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var headers = answer[..end];
        Assert.Contains("Content-Type: application/problem+json\r\n", headers, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", headers, StringComparison.Ordinal);
        Assert.Contains($"Content-Length: {answer.Length - end}\r\n", headers, StringComparison.Ordinal);
        var body = JsonDocument.Parse(answer[end..]).RootElement;
        Assert.Equal($"/problems/{problem}", body.GetProperty("type").GetString());
        Assert.Equal(status, body.GetProperty("status").GetInt32());
    }

    private async Task<string> SendAsync(string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        return await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
