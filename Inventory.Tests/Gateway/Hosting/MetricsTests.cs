using System.Globalization;
using Inventory.Tests.Grains.Webhooks;

namespace Inventory.Tests.Gateway.Hosting;

/// <summary>Figures for Prometheus, of a gateway in a process of its own: all that run in one process share them.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Decisions_commits_holds_requests_and_webhooks_that_wait_and_fail_are_counted()
    {
        await using var gateway = await OwnGateway.StartAsync(
            "--Inventory:Webhooks:Endpoints:0:Url", $"http://127.0.0.1:{HttpWebhookSenderTests.UnusedPort()}/hook",
            "--Inventory:Webhooks:Endpoints:0:Secrets:0", Endpoints.Secret,
            "--Inventory:Webhooks:AllowHttp", "true",
            "--Inventory:Webhooks:AllowPrivateAddresses", "true");
        var runway = await gateway.Client.Create("runways");
        for (var hour = 1; hour <= 3; hour++)
            (await AllocateAsync(gateway.Client, runway, hour)).Expect(201);
        for (var hour = 1; hour <= 2; hour++)
            (await AllocateAsync(gateway.Client, runway, hour)).ExpectProblem(409, "overlap");
        (await AllocateAsync(gateway.Client, runway, 4, hold: 1)).Expect(201);
        (await gateway.Client.Delete($"{runway}/allocations/{Guid.NewGuid()}")).ExpectProblem(404, "not-found");

        await EventuallyAsync(gateway.Client, "inventory_holds_expired_total", 1);
        await EventuallyAsync(gateway.Client, "inventory_decisions_total", 3, "operation=\"allocate\"", "outcome=\"accepted\"");
        await EventuallyAsync(gateway.Client, "inventory_decisions_total", 2, "operation=\"allocate\"", "outcome=\"overlap\"");
        await EventuallyAsync(gateway.Client, "inventory_decisions_total", 1, "operation=\"hold\"", "outcome=\"accepted\"");
        await EventuallyAsync(gateway.Client, "inventory_decisions_total", 1, "operation=\"release\"", "outcome=\"no_such_allocation\"");
        // The resource, three allocations, the hold and its end; and what searches in the background keep of themselves.
        await AtLeastAsync(gateway.Client, "inventory_commit_duration_seconds_count", 6, "outcome=\"committed\"");
        await AtLeastAsync(gateway.Client, "inventory_commit_batch_size_sum", 6);
        await EventuallyAsync(gateway.Client, "inventory_commit_queue_length", 0);
        await EventuallyAsync(gateway.Client, "inventory_resource_load_duration_seconds_count", 1);
        await EventuallyAsync(
            gateway.Client, "http_server_request_duration_seconds_count", 2, "http_response_status_code=\"409\"", "http_route=\"/api/runways/{id:guid}/allocations/\"");
        Assert.Contains("orleans_catalog_activations", (await gateway.Client.Get("/metrics")).Text, StringComparison.Ordinal);
        // Neither its own requests nor what has no end.
        Assert.DoesNotContain("http_route=\"/metrics\"", (await gateway.Client.Get("/metrics")).Text, StringComparison.Ordinal);

        var car = (await gateway.Client.Create())["/api/".Length..];
        var item = new { resource = car, from_datetime = "2036-12-01T10:00:00Z", to_datetime = "2036-12-02T10:00:00Z" };
        var held = (await gateway.Client.Post("/api/bookings", new { items = new[] { item } })).Expect(201);
        (await gateway.Client.Post($"{held.Location}/confirm", "")).Expect(200);
        // The booking, and its invoice.
        await EventuallyAsync(gateway.Client, "inventory_webhook_pending", 2);
        await EventuallyAsync(gateway.Client, "inventory_webhook_deliveries_total", 2, "outcome=\"retried\"");
    }

    [Fact]
    public async Task They_can_be_switched_off()
    {
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:Metrics", "false");
        (await gateway.Client.Get("/metrics")).ExpectProblem(404, "not-found");
    }

    private static Task<Answer> AllocateAsync(GatewayClient client, string resource, int hour, int? hold = null) => client.Post($"{resource}/allocations", new
    {
        from_datetime = $"2036-12-01T{hour:D2}:00:00Z",
        to_datetime = $"2036-12-01T{hour + 1:D2}:00:00Z",
        allocation_type = "landing",
        hold_seconds = hold,
    });

    // Figures are up to a second old.
    private static Task EventuallyAsync(GatewayClient client, string name, double expected, params string[] labels) => UntilAsync(client, name, found => found == expected, labels);

    private static Task AtLeastAsync(GatewayClient client, string name, double expected, params string[] labels) => UntilAsync(client, name, found => found >= expected, labels);

    private static async Task UntilAsync(GatewayClient client, string name, Func<double?, bool> isExpected, string[] labels)
    {
        double? found = null;
        await Eventually.HoldsAsync(
            async () => isExpected(found = ValueOf((await client.Get("/metrics")).ExpectStatus(200).Text, name, labels)),
            () => $"{name} of {string.Join(", ", labels)} is {found}.");
    }

    /// <summary>The sum of what the series of this name show that have all these labels.</summary>
    private static double ValueOf(string text, string name, string[] labels) => text.Split('\n')
        .Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Sum(line => double.Parse(line[line.LastIndexOf(' ')..], CultureInfo.InvariantCulture));
}
