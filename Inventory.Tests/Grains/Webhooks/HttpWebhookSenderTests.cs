using System.Net;
using System.Net.Sockets;
using System.Text;
using Inventory.Domain.Webhooks;
using Inventory.Grains.Webhooks;
using Inventory.Tests.Domain;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Grains.Webhooks;

public sealed class HttpWebhookSenderTests
{
    private const string Id = "invoice_written_1";
    private const string Payload = """{"type":"invoice.written","data":{"text":"2 × ü"}}""";

    private readonly FakeTimeProvider _clock = Sample.Clock();

    [Fact]
    public async Task A_webhook_arrives_signed_as_it_is()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var sender = Sender();
        Assert.Equal(new DeliveryResult(200), await SendAsync(sender, receiver.Url));
        var received = (await receiver.NextAsync()).ExpectSigned(_clock);
        Assert.Equal(("POST /hook", "application/json", Id), (received.Path, received.ContentType, received.Id));
        Assert.Equal(Payload, Encoding.UTF8.GetString(received.Body));
        Assert.Equal($"{_clock.GetUtcNow().ToUnixTimeSeconds()}", received.Timestamp);
    }

    [Theory]
    [InlineData(204), InlineData(301), InlineData(307), InlineData(404), InlineData(410), InlineData(500)]
    public async Task The_status_is_told_and_no_redirect_is_followed(int status)
    {
        await using var elsewhere = await WebhookReceiver.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = elsewhere.Url;
            return Task.CompletedTask;
        };
        using var sender = Sender();
        Assert.Equal(new DeliveryResult(status), await SendAsync(sender, receiver.Url));
        await SendAsync(sender, elsewhere.Url, "the first that arrives there");
        Assert.Equal("the first that arrives there", (await elsewhere.NextAsync()).Id);
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_has_not_answered()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var left = new TaskCompletionSource();
        receiver.Answer = async http =>
        {
            await using var leaving = http.RequestAborted.Register(left.SetResult);
            await left.Task;
        };
        using var sender = Sender();
        var sending = SendAsync(sender, receiver.Url);
        await receiver.NextAsync();
        _clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(new DeliveryResult(null, "There was no answer within 15 seconds."), await sending);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var ended = new TaskCompletionSource();
        receiver.Answer = async http =>
        {
            try
            {
                while (true)
                    await http.Response.Body.WriteAsync(new byte[64 * 1024], http.RequestAborted);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                ended.SetResult();
            }
        };
        using var sender = Sender();
        Assert.Equal(200, (await SendAsync(sender, receiver.Url)).Status);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Where_nobody_is_the_fault_is_told()
    {
        using var sender = Sender();
        var outcome = await SendAsync(sender, $"http://127.0.0.1:{UnusedPort()}/");
        Assert.Null(outcome.Status);
        Assert.NotEmpty(outcome.Fault!);
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("localhost"), InlineData("[::1]"), InlineData("[::ffff:127.0.0.1]"), InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    public async Task This_machine_is_not_reached_unless_it_is_allowed(string host)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var port = new Uri(receiver.Url).Port;
        using (var careful = Sender(allowPrivate: false))
            Assert.Contains("public address", (await SendAsync(careful, $"http://{host}:{port}/hook")).Fault, StringComparison.Ordinal);
        using var sender = Sender();
        await SendAsync(sender, receiver.Url, "the first that arrives");
        Assert.Equal("the first that arrives", (await receiver.NextAsync()).Id);
    }

    [Fact]
    public async Task Four_at_once_go_to_an_endpoint_and_the_fifth_waits_while_others_do_not()
    {
        await using var slow = await WebhookReceiver.StartAsync();
        await using var other = await WebhookReceiver.StartAsync();
        var open = new TaskCompletionSource();
        slow.Answer = _ => open.Task;
        using var sender = Sender();
        var sending = Enumerable.Range(1, 5).Select(i => SendAsync(sender, slow.Url, $"{i}")).ToList();
        for (var i = 0; i < 4; i++)
            await slow.NextAsync();
        var fifth = slow.NextAsync();
        Assert.Equal(200, (await SendAsync(sender, other.Url)).Status);
        Assert.False(fifth.IsCompleted);
        open.SetResult();
        Assert.Equal("5", (await fifth).Id);
        Assert.All(await Task.WhenAll(sending), outcome => Assert.Equal(200, outcome.Status));
    }

    [Fact]
    public async Task Who_stops_it_does_not_wait()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var open = new TaskCompletionSource();
        receiver.Answer = _ => open.Task;
        using var sender = Sender();
        using var stop = new CancellationTokenSource();
        var sending = sender.SendAsync(Endpoints.Of((receiver.Url, [])).Find(receiver.Url)!, Id, Payload, stop.Token);
        await receiver.NextAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        open.SetResult();
    }

    /// <summary>A port on which nobody listens, at this moment.</summary>
    public static int UnusedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private HttpWebhookSender Sender(bool allowPrivate = true) =>
        new(new WebhookOptions { AllowHttp = true, AllowPrivateAddresses = allowPrivate }, _clock);

    private static Task<DeliveryResult> SendAsync(HttpWebhookSender sender, string url, string id = Id) =>
        sender.SendAsync(Endpoints.Of((url, [])).Find(new Uri(url).AbsoluteUri)!, id, Payload, CancellationToken.None);
}
