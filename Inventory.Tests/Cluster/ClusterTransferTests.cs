using System.Text;
using Inventory.Tests.Gateway;
using Inventory.Tests.Gateway.Feeds;
using Inventory.Tests.Gateway.Imports;
using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Batches.BatchTest;
using static Inventory.Tests.Gateway.Imports.ImportTest;

namespace Inventory.Tests.Cluster;

/// <summary>Imports, batches and calendar tokens where grains are on several nodes and PostgreSQL stores them.</summary>
[Collection(SharedClusterTests.Name)]
public sealed class ClusterTransferTests(SharedCluster shared)
{
    private const int Rows = 2_400;
    private const int Cars = 3;

    private GatewayClient First => shared.Cluster.PatientClients[0];

    private GatewayClient Second => shared.Cluster.PatientClients[1];

    [Fact]
    public async Task An_import_is_the_same_on_each_gateway_and_each_row_takes_effect_once()
    {
        var names = Enumerable.Range(0, Cars).Select(_ => GatewayClient.NewName()).ToList();
        var resources = await First.EndAsync(await First.ImportAsync("type=cars&of=resources&mode=apply", $"name\r\n{string.Join("\r\n", names)}\r\n{names[0]}\r\n"));
        Assert.Equal(("done", Cars + 1L, (long)Cars, 1L), CountsOf(resources));
        var csv = new StringBuilder("resource,from_datetime,to_datetime,allocation_type,description\r\n");
        for (var n = 0; n < Rows; n++)
            csv.Append($"{names[n % Cars]},{Hour(n / Cars)},{Hour((n / Cars) + 1)},booking,Row {n}\r\n");
        csv.Append($"{names[0]},{Hour(5)},{Hour(6)},booking,again\r\nnobody,{Hour(5)},{Hour(6)},booking,\r\n");
        var check = await Second.EndAsync(await First.ImportAsync("type=cars&of=allocations&mode=check", csv.ToString()));
        Assert.Equal(("done", Rows + 2L, (long)Rows, 2L), CountsOf(check));
        var key = ("Idempotency-Key", GatewayClient.NewName());
        var begun = (await First.ImportAsync("type=cars&of=allocations&mode=apply", csv.ToString(), key)).ExpectStatus(202);
        var again = (await Second.ImportAsync("type=cars&of=allocations&mode=apply", csv.ToString(), key)).ExpectStatus(202);
        Assert.Equal(begun.Location, again.Location);
        var done = await Second.EndAsync(begun);
        Assert.Equal(("done", Rows + 2L, (long)Rows, 2L), CountsOf(done));
        Assert.Equal([$"{Rows + 2},overlap", $"{Rows + 3},not-found"], (await First.RefusedAsync(done))[1..].Select(line => line.Replace("\"", "", StringComparison.Ordinal).Split(':')[0]));
        foreach (var name in names)
        {
            var car = (await First.Get($"/api/cars?name={Uri.EscapeDataString(name)}")).Expect(200).Items[0].GetProperty("id").GetString();
            Assert.Equal(Rows / Cars, (await Second.Pages($"/api/cars/{car}/allocations")).Sum(page => page.Items.Count));
        }
    }

    [Fact]
    public async Task An_atomic_batch_is_answered_again_by_each_gateway()
    {
        var car = await First.Create();
        var taken = (await First.Allocate(car, Hour(0), Hour(1))).Expect(201).Location!;
        var operations = new[] { Of("free", "DELETE", taken), Of("take", "POST", $"{car}/allocations", TimeOf(Hour(0), Hour(1))), Of("after", "POST", $"{car}/allocations", TimeOf(Hour(1), Hour(2))) };
        var key = ("Idempotency-Key", GatewayClient.NewName());
        var first = (await First.Post(BatchPath, new { operations, atomic = true }, key)).Expect(200);
        Assert.Equal([204, 201, 201], ResultsOf(first).Select(Status));
        Assert.Equal(first.Text, (await Second.Post(BatchPath, new { operations, atomic = true }, key)).Expect(200).Text);
        (await Second.Post(BatchPath, new { operations, atomic = true })).ExpectProblem(409, "batch-refused");
        Assert.Equal(5, (await Second.Get($"{car}/history")).Expect(200).Items.Count);
    }

    [Fact]
    public async Task A_calendar_token_reads_feeds_of_each_gateway_until_it_is_revoked()
    {
        var name = GatewayClient.NewName();
        await First.RegisterAsync(name);
        var login = SecuredGateway.As((await Second.Post("/api/users/login", new { username = name, password = SecuredGateway.Password })).Expect(200)["token"].GetString()!);
        var made = (await First.Post("/api/calendar-tokens", new { name = "Phone" }, login)).Expect(201);
        var feed = $"/api/users/me/calendar.ics?token={made["token"].GetString()}";
        await First.FeedAsync(feed);
        await Second.FeedAsync(feed);
        Assert.Equal(made.Id, Assert.Single((await Second.Get("/api/calendar-tokens", login)).Expect(200).Items).GetProperty("id").GetString());
        (await First.Delete($"/api/calendar-tokens/{made.Id}", login)).Expect(204);
        (await First.Get(feed)).ExpectProblem(401, "token-invalid");
        await Eventually.HoldsAsync(async () => (await Second.Get(feed)).Status == 401, () => "The token is still good.");
    }

    private static string Hour(int hour) => new DateTime(2033, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(hour).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
}
