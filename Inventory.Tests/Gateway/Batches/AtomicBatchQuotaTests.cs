using System.Text.Json;
using Inventory.Tests.Gateway.Quotas;
using static Inventory.Tests.Gateway.Batches.BatchTest;

namespace Inventory.Tests.Gateway.Batches;

/// <summary>Nobody gets round a quota in a batch, and nobody is refused what it would be given by single requests.</summary>
public sealed class AtomicBatchQuotaTests
{
    private static readonly string[] ThreeHours = ["of=customer", "types:0=runways", "measure=hours", "per=active", "limit=3"];

    [Fact]
    public async Task All_operations_count_together()
    {
        await using var gateway = await QuotaGateway.StartAsync(ThreeHours);
        var (id, me) = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        var refused = (await RunAsync(gateway, me, Take("0", runway, 0, 2), Take("1", runway, 2, 4))).ExpectProblem(409, "batch-refused");
        Assert.Equal([201, 409], ResultsOf(refused).Select(Status));
        Assert.Equal("/problems/quota", ResultsOf(refused)[1].GetProperty("body").GetProperty("type").GetString());
        // What was refused counts no more.
        Assert.Equal(0m, await gateway.UsedAsync(me));
        (await RunAsync(gateway, me, Take("0", runway, 0, 2), Take("1", runway, 2, 3))).Expect(200);
        Assert.Equal(3m, await gateway.UsedAsync(me));
        // An operator counts for the customer, too, unless it sets the quota aside.
        (await RunAsync(gateway, gateway.Root, Of("0", "POST", $"{runway}/allocations", QuotaGateway.TimeOf(Hour(5), Hour(6), id)))).ExpectProblem(409, "batch-refused");
        (await RunAsync(gateway, gateway.Root, Of("0", "POST", $"{runway}/allocations", QuotaGateway.TimeOf(Hour(5), Hour(6), id, ["quota"])))).Expect(200);
    }

    [Fact]
    public async Task What_an_earlier_operation_releases_does_not_count()
    {
        await using var gateway = await QuotaGateway.StartAsync(ThreeHours, ["of=customer", "types:0=runways", "measure=count", "per=active", "limit=2"]);
        var (_, me) = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        var made = ResultsOf((await RunAsync(gateway, me, Take("0", runway, 0, 1), Take("1", runway, 2, 4))).Expect(200)).Select(LocationOf).ToList();
        (await RunAsync(gateway, me, Take("0", runway, 4, 5))).ExpectProblem(409, "batch-refused");
        // In this order only.
        (await RunAsync(gateway, me, Take("0", runway, 4, 6), Of("1", "DELETE", made[1]))).ExpectProblem(409, "batch-refused");
        Assert.Equal(3m, await gateway.UsedAsync(me));
        (await RunAsync(gateway, me, Of("1", "DELETE", made[1]), Take("0", runway, 3, 5))).Expect(200);
        Assert.Equal(3m, await gateway.UsedAsync(me));
        // If it is not released after all, it counts.
        (await RunAsync(gateway, me, Of("1", "DELETE", made[0], headers: new { If_Match = "\"99\"" }), Take("0", runway, 6, 7))).ExpectProblem(409, "batch-refused");
        Assert.Equal(3m, await gateway.UsedAsync(me));
        Assert.Equal(2, (await gateway.AllAsync([runway])).Count);
    }

    [Fact]
    public async Task An_allocation_that_is_changed_twice_counts_as_it_is_in_the_end()
    {
        await using var gateway = await QuotaGateway.StartAsync(ThreeHours);
        var (_, me) = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        var own = (await gateway.AllocateAsync(runway, me, Hour(1), Hour(2))).Expect(201).Location!;
        (await RunAsync(gateway, me, Of("0", "PATCH", own, new { to_datetime = Hour(4) }), Of("1", "PATCH", own, new { from_datetime = Hour(0) }))).ExpectProblem(409, "batch-refused");
        Assert.Equal(1m, await gateway.UsedAsync(me));
        (await RunAsync(gateway, me, Of("0", "PATCH", own, new { to_datetime = Hour(4) }), Of("1", "PATCH", own, new { from_datetime = Hour(2) }))).Expect(200);
        Assert.Equal(2m, await gateway.UsedAsync(me));
        (await gateway.AllocateAsync(runway, me, Hour(5), Hour(7))).ExpectProblem(409, "quota");
        (await gateway.AllocateAsync(runway, me, Hour(5), Hour(6))).Expect(201);
    }

    [Fact]
    public async Task A_batch_that_is_not_atomic_gives_back_before_it_takes()
    {
        await using var gateway = await QuotaGateway.StartAsync(ThreeHours);
        var (id, me) = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        foreach (var (caller, customer) in new[] { (me, (string?)null), (gateway.Root, id) })
        {
            var own = (await gateway.AllocateAsync(runway, me, Hour(0), Hour(3))).Expect(201).Location!;
            var operations = new object[]
            {
                Of("0", "DELETE", own), Of("1", "POST", $"{runway}/allocations", QuotaGateway.TimeOf(Hour(0), Hour(2), customer)), Of("2", "POST", $"{runway}/allocations", QuotaGateway.TimeOf(Hour(2), Hour(4), customer)),
                Of("3", "POST", $"{runway}/allocations", QuotaGateway.TimeOf(Hour(2), Hour(3), customer)),
            };
            var results = ResultsOf((await gateway.Client.Post(BatchPath, new { operations }, caller)).Expect(200));
            Assert.Equal([204, 201, 409, 201], results.Select(Status));
            var moves = new object[] { Of("0", "PATCH", LocationOf(results[1]), new { to_datetime = Hour(1) }), Of("1", "PATCH", LocationOf(results[3]), new { from_datetime = Hour(1) }), Of("2", "PATCH", LocationOf(results[1]), new { to_datetime = Hour(2) }) };
            Assert.Equal([200, 200, 409], ResultsOf((await gateway.Client.Post(BatchPath, new { operations = moves }, caller)).Expect(200)).Select(Status));
            Assert.Equal(3m, await gateway.UsedAsync(me));
            foreach (var made in new[] { results[1], results[3] })
                (await gateway.Client.Delete(LocationOf(made), me)).Expect(204);
        }
    }

    private static Task<Answer> RunAsync(QuotaGateway gateway, (string, string) caller, params object[] operations) => gateway.Client.Post(BatchPath, new { operations, atomic = true }, caller);

    private static Dictionary<string, object> Take(string id, string runway, int from, int to) => Of(id, "POST", $"{runway}/allocations", QuotaGateway.TimeOf(Hour(from), Hour(to)));

    private static string LocationOf(JsonElement result) => result.GetProperty("headers").GetProperty("Location").GetString()!;

    private static string Hour(int hour) => $"2031-12-01T{hour:00}:00:00Z";
}
