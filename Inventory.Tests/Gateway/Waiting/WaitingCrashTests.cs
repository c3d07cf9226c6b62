using Inventory.Tests.Domain;
using Inventory.Tests.Gateway.Quotas;

namespace Inventory.Tests.Gateway.Waiting;

public sealed class WaitingCrashTests(ITestOutputHelper output)
{
    private const int Runways = 4;

    private static readonly object Wanted = new { from_datetime = "2036-12-01T10:00:00Z", to_datetime = "2036-12-01T12:00:00Z", allocation_type = "booking", accept_seconds = 3_600 };

    [Fact]
    public async Task Kills_lose_nobody_who_waits_and_give_no_time_twice()
    {
        var seed = Seed.Next();
        output.WriteLine($"INVENTORY_SEED={seed}");
        var random = new Random(seed);
        await using var gateway = await OwnGateway.StartAsync("--Inventory:RateLimits:LoginsPerMinute", "0", "--Inventory:Bookings:MaxDaysAhead", "3650", "--Inventory:Bookings:MaxBookings", "1000");
        var customers = new List<(string, string)>();
        foreach (var name in new[] { "ann", "bob", "cem", "dee" })
        {
            await gateway.Client.RegisterAsync(name);
            customers.Add(await QuotaGateway.LoginAsync(gateway.Client, name));
        }
        var runways = new List<string>();
        for (var i = 0; i < Runways; i++)
        {
            runways.Add(await gateway.Client.Create("runways"));
            (await gateway.Client.Post($"{runways[i]}/allocations", Wanted)).Expect(201);
        }
        // Two wholes share a part, and no two get the same.
        foreach (var parts in new[] { runways[..2], runways[1..3] })
            runways.Add((await gateway.Client.Post("/api/runways", new { name = GatewayClient.NewName(), parts = parts.Select(IdOf) })).Expect(201).Location!);
        for (var crash = 0; crash < TestSettings.Trials(1); crash++)
        {
            var accepted = await LiveAsync(gateway.Client, runways, customers, random, gateway.KillAsync);
            await gateway.StartAgainAsync();
            foreach (var runway in runways)
                await CheckAsync(gateway.Client, runway, accepted);
        }
        await gateway.StopAsync();
    }

    /// <returns>The allocations that were accepted for certain, and not released since.</returns>
    private static async Task<HashSet<string>> LiveAsync(GatewayClient client, List<string> runways, List<(string, string)> customers, Random random, Func<Task> kill)
    {
        var accepted = new HashSet<string>();
        var killed = false;
        var lives = runways.Select(async (runway, i) =>
        {
            var own = new Random(random.Next() + i);
            while (!killed)
            {
                try
                {
                    await StepAsync(client, runway, customers[own.Next(customers.Count)], own, accepted);
                }
                catch (HttpRequestException)
                {
                    return;
                }
            }
        }).ToList();
        for (var call = 0; call < random.Next(10, 60); call++)
            try
            {
                await client.Post($"{runways[random.Next(runways.Count)]}/waiting", Wanted, customers[random.Next(customers.Count)]);
            }
            catch (HttpRequestException)
            {
                break;
            }
        await kill();
        killed = true;
        await Task.WhenAll(lives);
        return accepted;
    }

    private static async Task StepAsync(GatewayClient client, string runway, (string, string) customer, Random random, HashSet<string> accepted)
    {
        switch (random.Next(3))
        {
            case 0:
                await client.Post($"{runway}/waiting", Wanted, customer);
                break;
            case 1:
                foreach (var taken in (await client.Get($"{runway}/allocations")).Items)
                {
                    var id = taken.GetProperty("id").GetString()!;
                    lock (accepted)
                        accepted.Remove(id);
                    await client.Delete($"{runway}/allocations/{id}");
                }
                break;
            default:
                foreach (var entry in (await client.Get($"{runway}/waiting")).Items.Where(entry => entry.GetProperty("status").GetString() == "granted"))
                {
                    var id = entry.GetProperty("id").GetString()!;
                    if ((await client.Post($"{runway}/waiting/{id}/accept", new { })).Status == 200)
                        lock (accepted)
                            accepted.Add(id);
                }
                break;
        }
    }

    private static async Task CheckAsync(GatewayClient client, string runway, HashSet<string> accepted)
    {
        var allocations = (await client.Get($"{runway}/allocations")).Expect(200).Items;
        var entries = (await client.Get($"{runway}/waiting")).Expect(200).Items;
        Assert.True(allocations.Count <= 1, $"{runway} has two at once.");
        if (entries.Any(entry => entry.GetProperty("status").GetString() == "waiting"))
            Assert.True(allocations.Count == 1 || await AnyPartIsTakenAsync(client, runway), $"Somebody waits for {runway}, and it is free.");
        foreach (var entry in entries.Where(entry => accepted.Contains(entry.GetProperty("id").GetString()!)))
            Assert.Equal("accepted", entry.GetProperty("status").GetString());
        Assert.Equal(accepted.Intersect(entries.Select(entry => entry.GetProperty("id").GetString()!)), allocations.Select(one => one.GetProperty("id").GetString()!).Where(accepted.Contains));
    }

    private static async Task<bool> AnyPartIsTakenAsync(GatewayClient client, string runway)
    {
        foreach (var part in (await client.Get(runway)).Expect(200).Json.TryGetProperty("parts", out var parts) ? parts.EnumerateArray().ToList() : [])
            if ((await client.Get($"/api/runways/{part.GetString()}/allocations")).Expect(200).Items.Count > 0)
                return true;
        return false;
    }

    private static string IdOf(string path) => path.Split('/')[^1];
}
