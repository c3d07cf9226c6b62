using System.Collections.Concurrent;
using System.Text.Json;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Gateway.Allocations;

/// <summary>Whatever a kill interrupts: each late-bound allocation that was answered is on exactly one car, also if it was moved by hand, and no two overlap.</summary>
public sealed class LateAllocationCrashTests
{
    private static readonly int Kills = TestSettings.Trials(2);

    [Fact]
    public async Task After_a_kill_each_is_on_one_car()
    {
        var seed = Seed.Next();
        await using var gateway = await OwnGateway.StartAsync();
        var cars = new List<string>();
        for (var n = 0; n < 4; n++)
            cars.Add(await gateway.Client.Create());
        var answered = new ConcurrentBag<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(() => CallAsync(new Random(seed + caller + (100 * kill)), 500 * (kill + 1)))).ToList();
            await Eventually.HoldsAsync(() => Task.FromResult(answered.Count > 40 * (kill + 1)), () => "Too few answers.");
            await gateway.KillAsync();
            await Task.WhenAll(callers);
            await gateway.StartAgainAsync();
            await AgreeAsync($"INVENTORY_SEED={seed} asks the same again");
        }

        // Until the gateway is gone.
        async Task CallAsync(Random random, int hours)
        {
            try
            {
                while (true)
                {
                    var from = new DateTime(2036, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(random.Next(hours) / 4);
                    var answer = await gateway.Client.Post("/api/cars/allocations", new { bind = "late", from_datetime = $"{from:s}Z", to_datetime = $"{from.AddHours(1 + random.Next(6)):s}Z", allocation_type = "booking" });
                    if (answer.Status == 201)
                        answered.Add(answer.Id);
                    // One of those goes to another car, wherever it stands.
                    if (answer.Status == 201 && random.Next(3) == 0)
                        await gateway.Client.Patch($"{cars[random.Next(4)]}/allocations/{answer.Id}", new { resource_id = cars[random.Next(4)]["/api/cars/".Length..] });
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // The gateway is gone, and perhaps an answer with it.
            }
        }

        async Task AgreeAsync(string message)
        {
            var all = new List<JsonElement>();
            foreach (var car in cars)
            {
                var list = (await gateway.Client.Pages($"{car}/allocations")).SelectMany(page => page.Items).ToList();
                Assert.True(list.Zip(list.Skip(1)).All(pair => string.CompareOrdinal(TimeOf(pair.First, "to"), TimeOf(pair.Second, "from")) <= 0), message);
                all.AddRange(list);
            }
            var ids = all.Select(one => one.GetProperty("id").GetString()!).ToList();
            Assert.True(ids.Count == ids.Distinct().Count(), message);
            foreach (var id in answered)
            {
                Assert.True(ids.Contains(id), $"{message}: {id} is lost");
                (await gateway.Client.Get($"/api/cars/allocations/{id}")).Expect(200);
            }
        }
    }

    private static string TimeOf(JsonElement allocation, string end) => allocation.GetProperty($"{end}_datetime").GetString()!;
}
