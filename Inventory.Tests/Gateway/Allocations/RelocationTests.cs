using System.Collections.Concurrent;
using System.Text.Json;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Gateway.Allocations;

/// <summary>PATCH with a <c>resource_id</c>: an allocation goes to another resource of its type.</summary>
public sealed class RelocationTests(SharedGateway gateway)
{
    private const string Ten = "2036-12-01T10:00:00Z";
    private const string Twelve = "2036-12-01T12:00:00Z";

    private GatewayClient Client => gateway.Client;

    [Fact]
    public async Task It_keeps_its_id_its_hold_and_its_texts_and_may_change_with_it()
    {
        var (one, other) = (await Client.Create(), await Client.Create());
        var held = (await Client.Post($"{one}/allocations", new { from_datetime = Ten, to_datetime = Twelve, allocation_type = "works", description = "brakes", hold_seconds = 3_000 })).Expect(201);
        var moved = (await Client.Patch(held.Location!, new { resource_id = IdOf(other), to_datetime = "2036-12-01T13:00:00Z" })).Expect(200);
        Assert.Equal((held.Id, IdOf(other), "held", "brakes", "2036-12-01T13:00:00Z", held["expires"].GetString()),
            (moved.Id, moved["resource_id"].GetString(), moved["status"].GetString(), moved["description"].GetString(), moved["to_datetime"].GetString(), moved["expires"].GetString()));
        (await Client.Get(held.Location!)).ExpectProblem(404, "not-found");
        Assert.Empty((await Client.Get($"{one}/allocations")).Items);
        var there = (await Client.Get($"{other}/allocations/{held.Id}")).Expect(200);
        Assert.Equal((moved.Text, moved.ETag), (there.Text, there.ETag));
        (await Client.Allocate(one, Ten, Twelve)).Expect(201);
        (await Client.Post($"{other}/allocations/{held.Id}/confirm", "")).Expect(200);
        Assert.Equal(["inventory.resource-created", "inventory.allocated", "inventory.moved-away", "inventory.allocated"], await KindsAsync(one));
        Assert.Equal(["inventory.resource-created", "inventory.moved-here", "inventory.confirmed"], await KindsAsync(other));
        // And back.
        (await Client.Patch($"{other}/allocations/{held.Id}", new { resource_id = IdOf(one) })).ExpectProblem(409, "overlap");
        Assert.Equal(moved.Id, (await Client.Patch($"{other}/allocations/{held.Id}", new { resource_id = IdOf(one), from_datetime = Twelve })).Expect(200).Id);
    }

    [Fact]
    public async Task Where_it_cannot_stand_nothing_changes_and_the_refusal_is_that_of_the_other_resource()
    {
        var (one, other) = (await Client.Create(), await Client.Create());
        var taken = (await Client.Allocate(other, Ten, Twelve)).Expect(201);
        var here = (await Client.Allocate(one, Ten, Twelve)).Expect(201);
        var refusal = (await Client.Patch(here.Location!, new { resource_id = IdOf(other), description = "x" })).ExpectProblem(409, "overlap");
        Assert.Equal((taken.Id, IdOf(other)), (refusal["conflicts"][0].GetProperty("id").GetString(), refusal["conflicts"][0].GetProperty("resource_id").GetString()));
        (await Client.Patch(here.Location!, new { resource_id = IdOf(other), from_datetime = Twelve, to_datetime = "2036-12-01T13:00:00Z" }, ("Prefer", "dry-run"))).Expect(200);
        (await Client.Patch(here.Location!, new { resource_id = IdOf(other), from_datetime = Twelve, to_datetime = "2036-12-01T13:00:00Z" }, ("If-Match", "\"99\""))).ExpectProblem(412, "precondition-failed");
        Assert.Equal(here.Text, (await Client.Get(here.Location!)).Expect(200).Text);
        Assert.Single((await Client.Get($"{other}/allocations")).Items);
        Answer? refusals = null;
        await Eventually.HoldsAsync(async () => (refusals = await Client.Get($"{other}/refusals")).Expect(200).Items.Count == 1, () => refusals!.Text);
        Assert.Equal(here.Id, refusals!.Items[0].GetProperty("moved").GetString());
    }

    [Fact]
    public async Task Another_type_an_unknown_resource_and_a_whole_are_named_as_the_fault()
    {
        var (one, other, runway) = (await Client.Create(), await Client.Create(), await Client.Create("runways"));
        var whole = (await Client.Post("/api/cars", new { name = GatewayClient.NewName(), parts = new[] { IdOf(other), IdOf(await Client.Create()) } })).Expect(201).Location!;
        var here = (await Client.Allocate(one, Ten, Twelve)).Expect(201);
        foreach (var id in new[] { Guid.NewGuid().ToString(), IdOf(runway), IdOf(whole), "nonsense", "" })
            Assert.Equal("#/resource_id", (await Client.Patch(here.Location!, new { resource_id = id })).ExpectProblem(422, "invalid")["errors"][0].GetProperty("pointer").GetString());
        (await Client.Patch(here.Location!, new { resource_id = IdOf(one), description = "the same one" })).Expect(200);
        var booked = (await Client.Post("/api/bookings", new { items = new[] { new { resource = one["/api/".Length..], from_datetime = Twelve, to_datetime = "2036-12-02T12:00:00Z" } } })).Expect(201);
        (await Client.Patch($"{one}/allocations/{booked["items"][0].GetProperty("allocation_id").GetString()}", new { resource_id = IdOf(await Client.Create()) })).ExpectProblem(409, "part-of-booking");
    }

    [Fact]
    public async Task Whoever_waits_for_the_time_that_it_leaves_gets_it_in_the_same_commit()
    {
        var (one, other) = (await Client.Create(), await Client.Create());
        var here = (await Client.Allocate(one, Ten, Twelve)).Expect(201);
        var entry = (await Client.Post($"{one}/waiting", new { from_datetime = Ten, to_datetime = Twelve, allocation_type = "booking", accept_within = "PT1H" })).Expect(201);
        (await Client.Patch(here.Location!, new { resource_id = IdOf(other) })).Expect(200);
        Assert.Equal("granted", (await Client.Get(entry.Location!)).Expect(200)["status"].GetString());
        // What is granted stays, until it is accepted.
        (await Client.Patch($"{one}/allocations/{entry.Id}", new { resource_id = IdOf(await Client.Create()) })).ExpectProblem(422, "invalid");
    }

    [Fact]
    public async Task An_occurrence_leaves_its_series()
    {
        var (one, other) = (await Client.Create(), await Client.Create());
        var series = (await Client.Post($"{one}/series", new { rrule = "FREQ=DAILY;COUNT=2", from_local = "2036-12-01T09:00", duration = "PT1H", time_zone = "UTC", allocation_type = "booking" })).Expect(201);
        var first = series["occurrences"][0].GetProperty("id").GetString();
        var moved = (await Client.Patch($"{one}/allocations/{first}", new { resource_id = IdOf(other) })).Expect(200);
        Assert.False(moved.Json.TryGetProperty("series", out _));
        Assert.Equal(["2036-12-01T09:00:00"], (await Client.Get(series.Location!)).Expect(200)["skipped"].EnumerateArray().Select(id => id.GetString()));
        (await Client.Delete(series.Location!)).Expect(204);
        Assert.Equal(first, Assert.Single((await Client.Get($"{other}/allocations")).Items).GetProperty("id").GetString());
    }

    [Fact]
    public Task Of_many_at_once_each_stands_on_one_resource_and_none_overlap() => RaceAsync(Client);

    /// <summary>Callers move the same nine allocations between three cars.</summary>
    internal static async Task RaceAsync(params IReadOnlyList<GatewayClient> clients)
    {
        var seed = Seed.Next();
        var cars = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => clients[0].Create()));
        var places = new ConcurrentDictionary<string, string>();
        for (var n = 0; n < 9; n++)
        {
            var hour = new DateTime(2036, 1, 1, n / 3, 0, 0, DateTimeKind.Utc);
            var made = (await clients[0].Allocate(cars[n % 3], $"{hour:s}Z", $"{hour.AddHours(1):s}Z")).Expect(201);
            places[made.Id] = made.Location!;
        }
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => MoveAsync(clients[caller % clients.Count], new Random(seed + caller))));
        var all = await Task.WhenAll(cars.Select(async car => (await clients[0].Get($"{car}/allocations")).Expect(200).Items));
        Assert.Equal(places.Keys.Order(), all.SelectMany(items => items).Select(item => item.GetProperty("id").GetString()!).Order());
        foreach (var items in all)
            Assert.All(items.Zip(items.Skip(1)), pair => Assert.True(TimeOf(pair.First, "to_datetime") <= TimeOf(pair.Second, "from_datetime"), $"INVENTORY_SEED={seed}"));

        async Task MoveAsync(GatewayClient client, Random random)
        {
            for (var n = 0; n < 25; n++)
            {
                var (id, place) = places.ElementAt(random.Next(places.Count));
                var (to, hour) = (cars[random.Next(cars.Length)], new DateTime(2036, 1, 1, random.Next(5), 0, 0, DateTimeKind.Utc));
                var answer = await client.Patch(place, new { resource_id = IdOf(to), from_datetime = $"{hour:s}Z", to_datetime = $"{hour.AddHours(1):s}Z" });
                Assert.True(answer.Status is 200 or 404 or 409, $"{answer.Text} INVENTORY_SEED={seed}");
                if (answer.Status == 200)
                    places[id] = $"{to}/allocations/{id}";
            }
        }
    }

    private async Task<IEnumerable<string?>> KindsAsync(string resource) => (await Client.Get($"{resource}/history")).Expect(200).Items.Select(item => item.GetProperty("type").GetString());

    private static string IdOf(string resource) => resource[(resource.LastIndexOf('/') + 1)..];

    private static DateTime TimeOf(JsonElement item, string bound) => item.GetProperty(bound).GetDateTime();
}
