using System.Collections.Concurrent;
using System.Text.Json;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Gateway.Resources;

/// <summary>Whatever a kill interrupts: a whole and its parts have the same, or none of it.</summary>
public sealed class PartsCrashTests
{
    private const int Hours = 400;

    private static readonly int Kills = TestSettings.Trials(1);

    [Fact]
    public async Task After_a_kill_the_parts_have_what_their_wholes_have_and_all_that_was_answered()
    {
        var seed = Seed.Next();
        await using var gateway = await OwnGateway.StartAsync();
        var rooms = new List<string>();
        for (var n = 0; n < 3; n++)
            rooms.Add(await gateway.Client.Create());
        var halls = new List<string>();
        foreach (var parts in new[] { (0, 1), (2, 1) })
            halls.Add((await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName(), parts = new[] { IdOf(rooms[parts.Item1]), IdOf(rooms[parts.Item2]) } })).Expect(201).Location!);
        var answered = new ConcurrentDictionary<string, bool>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(() => CallAsync(new Random(seed + caller + (100 * kill))))).ToList();
            await Eventually.HoldsAsync(() => Task.FromResult(answered.Count > 60 * (kill + 1)), () => "Too few answers.");
            await gateway.KillAsync();
            await Task.WhenAll(callers);
            await gateway.StartAgainAsync();
            await AgreeAsync($"INVENTORY_SEED={seed} asks the same again");
        }

        // Until the gateway is gone.
        async Task CallAsync(Random random)
        {
            try
            {
                while (true)
                {
                    var resource = random.Next(2) == 0 ? halls[random.Next(2)] : rooms[random.Next(3)];
                    var from = new DateTime(2036, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(random.Next(Hours));
                    var answer = await gateway.Client.Allocate(resource, $"{from:s}Z", $"{from.AddHours(1 + random.Next(3)):s}Z");
                    if (answer.Status != 201)
                        continue;
                    var isReleased = random.Next(2) == 0;
                    answered[answer.Location!] = !isReleased;
                    if (isReleased)
                        await gateway.Client.Delete(answer.Location!);
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // The gateway is gone, and perhaps an answer with it.
            }
        }

        async Task AgreeAsync(string message)
        {
            var lists = new Dictionary<string, List<JsonElement>>();
            foreach (var resource in rooms.Concat(halls))
                lists[IdOf(resource)] = [.. (await gateway.Client.Pages($"{resource}/allocations")).SelectMany(page => page.Items)];
            var all = lists.Values.SelectMany(list => list).ToList();
            foreach (var (hall, parts) in halls.Zip(new[] { (0, 1), (2, 1) }))
                foreach (var room in new[] { rooms[parts.Item1], rooms[parts.Item2] })
                    Assert.True(lists[IdOf(hall)].Select(allocation => $"{allocation.GetProperty("id").GetString()} {TimeOf(allocation)}").Order().SequenceEqual(
                        lists[IdOf(room)].Where(allocation => WholeOf(allocation)?.GetProperty("resource_id").GetString() == IdOf(hall))
                            .Select(allocation => $"{WholeOf(allocation)!.Value.GetProperty("allocation_id").GetString()} {TimeOf(allocation)}").Order()), message);
            var there = all.Select(allocation => allocation.GetProperty("id").GetString()!).ToHashSet();
            foreach (var location in answered.Where(one => one.Value).Select(one => one.Key))
                Assert.True(there.Contains(IdOf(location)), $"{message}: {location} is lost");
        }
    }

    private static string IdOf(string path) => path.Split('/')[^1];

    private static string TimeOf(JsonElement allocation) => $"{allocation.GetProperty("from_datetime").GetString()} {allocation.GetProperty("to_datetime").GetString()}";

    private static JsonElement? WholeOf(JsonElement allocation) => allocation.TryGetProperty("whole", out var whole) ? whole : null;
}
