using System.Diagnostics;
using System.Text.Json;
using Inventory.Tests.Gateway.Events;
using Inventory.Tests.Grains.Webhooks;
using Inventory.Tests.Storage.Sqlite;
using Inventory.Tests.Style;

namespace Inventory.Tests.Gateway.Hosting;

/// <summary>The dashboard and the alerts of deploy/, on a real Prometheus that scrapes a real gateway.</summary>
public sealed class DashboardTests
{
    private const string Window = "10s";

    [Fact]
    public async Task Each_query_of_the_dashboard_has_an_answer_and_no_alert_fires()
    {
        var program = Launch.FindInPath("prometheus");
        Assert.SkipWhen(program is null, "Prometheus is not installed: apt-get install prometheus");
        await using var gateway = await OwnGateway.StartAsync(
            "--Inventory:Webhooks:Endpoints:0:Url", $"http://127.0.0.1:{HttpWebhookSenderTests.UnusedPort()}/hook",
            "--Inventory:Webhooks:Endpoints:0:Secrets:0", Endpoints.Secret,
            "--Inventory:Webhooks:AllowHttp", "true",
            "--Inventory:Webhooks:AllowPrivateAddresses", "true");
        using var directory = new TemporaryDirectory();
        var port = Ports.Free(1)[0];
        await using var prometheus = await StartAsync(program!, directory.Path, port, gateway.Address);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        await using var listener = await EventListener.OpenAsync(gateway.Address);

        var open = Queries().ToList();
        Assert.True(open.Count > 20, $"Only {open.Count} queries were found.");
        var round = 0;
        await Eventually.HoldsAsync(
            async () =>
            {
                await UseAsync(gateway.Client, round++);
                for (var i = open.Count - 1; i >= 0; i--)
                    if (await HasAnswerAsync(http, open[i]))
                        open.RemoveAt(i);
                return open.Count == 0;
            },
            () => $"Without an answer: {string.Join('\n', open)}");
        var rules = JsonElement.Parse(await http.GetStringAsync(new Uri("/api/v1/rules", UriKind.Relative))).GetProperty("data").GetProperty("groups")[0].GetProperty("rules").EnumerateArray().ToList();
        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Equal(("ok", "inactive"), (rule.GetProperty("health").GetString(), rule.GetProperty("state").GetString())));
    }

    // Something of everything that is counted.
    private static async Task UseAsync(GatewayClient client, int round)
    {
        var car = await client.Create();
        object Time(int hour, int? hold = null) => new
        {
            from_datetime = $"2036-12-01T{hour:D2}:00:00Z",
            to_datetime = $"2036-12-01T{hour + 1:D2}:00:00Z",
            allocation_type = "booking",
            hold_seconds = hold,
        };
        (await client.Post($"{car}/allocations", Time(1))).Expect(201);
        (await client.Post($"{car}/allocations", Time(1))).ExpectProblem(409, "overlap");
        (await client.Post($"{car}/waiting", Time(1))).Expect(201);
        (await client.Post($"{car}/allocations", Time(3, hold: 1))).Expect(201);
        if (round > 0)
            return;
        var item = new { resource = car["/api/".Length..], from_datetime = "2036-12-02T10:00:00Z", to_datetime = "2036-12-03T10:00:00Z" };
        var held = (await client.Post("/api/bookings", new { items = new[] { item } })).Expect(201);
        (await client.Post($"{held.Location}/confirm", "")).Expect(200);
    }

    private static IEnumerable<string> Queries()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy/grafana/inventory.json")));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!
                .Replace("$__rate_interval", Window, StringComparison.Ordinal).Replace("$job", "inventory.*", StringComparison.Ordinal))];
    }

    private static async Task<bool> HasAnswerAsync(HttpClient prometheus, string query)
    {
        var answer = JsonElement.Parse(await prometheus.GetStringAsync(new Uri($"/api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative)));
        return answer.GetProperty("data").GetProperty("result").EnumerateArray().Any(series => series.GetProperty("value")[1].GetString() != "NaN");
    }

    private static async Task<ChildProcess> StartAsync(string program, string directory, int port, Uri gateway)
    {
        File.Copy(Path.Combine(Repository.Root, "deploy/prometheus/alerts.yml"), Path.Combine(directory, "alerts.yml"));
        await File.WriteAllTextAsync(Path.Combine(directory, "prometheus.yml"), $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: [alerts.yml]
            scrape_configs:
              - job_name: inventory-gateway
                static_configs: [{ targets: ["{{gateway.Authority}}"] }]
            """);
        var prometheus = ChildProcess.Start(
            new ProcessStartInfo(program, [$"--config.file={directory}/prometheus.yml", $"--storage.tsdb.path={directory}/tsdb", $"--web.listen-address=127.0.0.1:{port}"]), "ready to receive web requests");
        await prometheus.UntilServingAsync();
        return prometheus;
    }
}
