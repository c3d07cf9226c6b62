using System.Text.Json;
using Inventory.TestHost;
using Inventory.Tests.Gateway.Api;
using Inventory.Tests.Grains.Webhooks;
using Inventory.Tests.Storage.Sqlite;

namespace Inventory.Tests.Gateway.Webhooks;

/// <summary>Webhooks from a gateway to a receiver, both real.</summary>
public sealed class WebhookDeliveryApiTests
{
    [Fact]
    public async Task What_happens_is_told_signed_and_operators_see_that_it_was()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var gateway = await InProcessGateway.StartAsync(Settings($"{receiver.Url}?token=1", allowPrivate: true));
        var booking = await ConfirmedAsync(gateway.Client);
        var received = new[] { (await receiver.NextAsync()).ExpectSigned(), (await receiver.NextAsync()).ExpectSigned() };
        Assert.Equal(EventsOf(booking), received.Select(r => r.Id).Order());
        var told = received.Single(r => r.Json.GetProperty("type").GetString() == "booking.confirmed").Json.GetProperty("data");
        Assert.Equal((booking.Id, "54.00"), (told.GetProperty("id").GetString(), told.GetProperty("total").GetString()));
        var allocation = booking["items"][0].GetProperty("allocation_id").GetString();
        Assert.Equal(allocation, told.GetProperty("items")[0].GetProperty("allocation_id").GetString());

        (await gateway.Client.Delete($"/api/bookings/{booking.Id}")).Expect(200);
        var judge = await OpenApiJudge.Instance;
        Assert.All([.. received, await receiver.NextAsync(), await receiver.NextAsync()], webhook => Assert.Empty(judge.FaultsOfWebhook(webhook.Json)));
        var deliveries = (await gateway.Client.Pages("/api/webhooks/deliveries?limit=3")).SelectMany(page => page.Items).ToList();
        Assert.Equal(4, deliveries.Count);
        Assert.Equal(
            ["id", "type", "url", "state", "attempts", "last_status", "last_fault", "created", "next_attempt", "finished"],
            deliveries[0].EnumerateObject().Select(m => m.Name));
        Assert.All(deliveries, d => Assert.Equal(receiver.Url, d.GetProperty("url").GetString()));
        (await gateway.Client.Get("/api/webhooks/deliveries?limit=0&cursor=x")).ExpectFaults("?limit", "?cursor");
    }

    [Fact]
    public async Task What_was_confirmed_before_a_kill_is_told_after_it()
    {
        var port = HttpWebhookSenderTests.UnusedPort();
        await using var gateway = await InProcessGateway.StartAsync(Settings($"http://127.0.0.1:{port}/hook", allowPrivate: true));
        var booking = await ConfirmedAsync(gateway.Client);
        await gateway.KillAsync();
        await using var receiver = await WebhookReceiver.StartAsync(port);
        await gateway.StartAgainAsync();
        var received = new[] { (await receiver.NextAsync()).ExpectSigned(), (await receiver.NextAsync()).ExpectSigned() };
        Assert.Equal(EventsOf(booking), received.Select(r => r.Id).Order());
    }

    [Fact]
    public async Task A_change_is_published_once_and_one_that_is_refused_is_not()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var gateway = await InProcessGateway.StartAsync(Settings(receiver.Url, allowPrivate: true));
        var booking = await ConfirmedAsync(gateway.Client);
        var path = $"/api/bookings/{booking.Id}";
        (await gateway.Client.Patch(path, new { items = new[] { new { to_datetime = "2036-12-03T10:00:00Z" } } })).Expect(200);
        var taken = await gateway.Client.Create();
        (await gateway.Client.Post($"{taken}/allocations", new { from_infinity = true, to_infinity = true, allocation_type = "works" })).Expect(201);
        (await gateway.Client.Patch(path, new { items = new[] { new { resource = taken["/api/".Length..] } } })).ExpectProblem(409, "overlap");
        (await gateway.Client.Delete(path)).Expect(200);
        var types = new List<string>();
        while (!types.Contains("booking.cancelled"))
            types.Add((await receiver.NextAsync()).ExpectSigned().Json.GetProperty("type").GetString()!);
        Assert.Single(types, "booking.changed");
    }

    [Fact]
    public async Task A_private_address_is_not_reached_by_default_and_the_reason_is_told()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var reached = receiver.NextAsync();
        await using var gateway = await InProcessGateway.StartAsync(Settings(receiver.Url, allowPrivate: false));
        await ConfirmedAsync(gateway.Client);
        List<JsonElement> deliveries = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                deliveries = [.. (await gateway.Client.Get("/api/webhooks/deliveries")).Expect(200).Items];
                return deliveries.Count >= 2 && deliveries.All(d => d.GetProperty("attempts").GetInt32() > 0);
            },
            () => "Nothing was attempted.");
        Assert.All(deliveries, d => Assert.Equal("pending", d.GetProperty("state").GetString()));
        Assert.All(deliveries, d => Assert.Equal(JsonValueKind.Null, d.GetProperty("last_status").ValueKind));
        Assert.All(deliveries, d => Assert.Contains("public address", d.GetProperty("last_fault").GetString(), StringComparison.Ordinal));
        Assert.False(reached.IsCompleted);
    }

    [Fact]
    public async Task What_cannot_be_used_is_refused_at_the_start()
    {
        var (code, errors) = await RefusalAsync("--Inventory:Webhooks:Endpoints:0:Url", "http://example.org");
        Assert.Equal(78, code);
        Assert.Contains("Inventory:Webhooks:AllowHttp", errors, StringComparison.Ordinal);

        static async Task<(int ExitCode, string Errors)> RefusalAsync(params string[] settings)
        {
            using var data = new TemporaryDirectory();
            return await HostedGateway.RefusalAsync(data.Path, settings);
        }
    }

    private static string[] Settings(string url, bool allowPrivate) =>
    [
        "--Inventory:Webhooks:Endpoints:0:Url", url,
        "--Inventory:Webhooks:Endpoints:0:Secrets:0", Endpoints.Secret,
        "--Inventory:Webhooks:AllowHttp", "true",
        "--Inventory:Webhooks:AllowPrivateAddresses", $"{allowPrivate}",
    ];

    private static string[] EventsOf(Answer booking) =>
        [$"booking_confirmed_{Guid.Parse(booking.Id):N}", $"invoice_written_{booking["invoice"].GetString()}"];

    private static async Task<Answer> ConfirmedAsync(GatewayClient client)
    {
        var car = (await client.Create())["/api/".Length..];
        var item = new { resource = car, from_datetime = "2036-12-01T10:00:00Z", to_datetime = "2036-12-02T10:00:00Z" };
        var held = (await client.Post("/api/bookings", new { items = new[] { item } })).Expect(201);
        return (await client.Post($"{held.Location}/confirm", "")).Expect(200);
    }
}
