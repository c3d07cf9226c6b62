using Inventory.Tests.Gateway;

namespace Inventory.Tests.Cluster;

/// <summary>Waiting lists where resources and lists are on several nodes, and each request comes through the other gateway.</summary>
[Collection(SharedClusterTests.Name)]
public sealed class ClusterWaitingTests(SharedCluster shared)
{
    private const string From = "2036-12-01T00:00:00Z";
    private const string To = "2036-12-02T00:00:00Z";

    private static readonly object Wanted = new { from_datetime = From, to_datetime = To, allocation_type = "booking" };

    private GatewayClient First => shared.Cluster.PatientClients[0];

    private GatewayClient Second => shared.Cluster.PatientClients[1];

    [Fact]
    public async Task What_is_released_through_one_gateway_is_granted_to_whoever_waits_at_the_other()
    {
        var car = await First.Create();
        var taken = await TakeAsync(car);
        var entry = (await Second.Post($"{car}/waiting", Wanted)).Expect(201).Location!;
        (await First.Delete(taken)).Expect(204);
        Assert.Equal("granted", await StatusOf(Second, entry));
        (await First.Allocate(car, From, To)).ExpectProblem(409, "overlap");
        Assert.Equal("accepted", (await First.Post($"{entry}/accept", new { })).Expect(200)["status"].GetString());
        Assert.Equal("firm", Assert.Single((await Second.Get($"{car}/allocations")).Expect(200).Items).GetProperty("status").GetString());
    }

    // No other test of the cluster has launchpads: all that there are are taken.
    [Fact]
    public async Task The_list_of_a_type_is_one_for_all_nodes_and_grants_one_resource()
    {
        var pads = new List<string>();
        for (var n = 0; n < 4; n++)
            pads.Add(await (n % 2 == 0 ? First : Second).Create("launchpads"));
        var taken = await Task.WhenAll(pads.Select(TakeAsync));
        var entry = (await First.Post("/api/launchpads/waiting", Wanted)).Expect(201).Location!;
        Assert.Equal("waiting", await StatusOf(Second, entry));
        (await Second.Delete(taken[2])).Expect(204);
        await Eventually.HoldsAsync(async () => await StatusOf(Second, entry) == "granted", () => "Nothing is granted.");
        Assert.Equal(pads[2].Split('/')[^1], (await First.Get(entry)).Expect(200)["resource_id"].GetString());
        // One grant only: what is released then is free.
        (await First.Delete(taken[0])).Expect(204);
        await Eventually.HoldsAsync(async () => (await Second.Get($"{pads[0]}/allocations")).Expect(200).Items.Count == 0, () => "Two are granted.");
        (await Second.Post($"{entry}/accept", new { })).Expect(200);
        foreach (var pad in pads[1..])
            Assert.Equal("firm", Assert.Single((await First.Get($"{pad}/allocations")).Expect(200).Items).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_last_part_that_is_released_grants_the_whole_on_all_nodes_whoever_races_for_it()
    {
        var rooms = new List<string>();
        for (var n = 0; n < 3; n++)
            rooms.Add(await First.Create());
        var hall = (await Second.Post("/api/cars", new { name = GatewayClient.NewName(), parts = rooms.Select(room => room.Split('/')[^1]) })).Expect(201).Location!;
        var taken = await Task.WhenAll(rooms.Select(TakeAsync));
        var entry = (await First.Post($"{hall}/waiting", Wanted)).Expect(201).Location!;
        foreach (var early in taken[..2])
            (await Second.Delete(early)).Expect(204);
        Assert.Equal("waiting", await StatusOf(Second, entry));
        var racers = Enumerable.Range(0, 20).Select(n => (n % 2 == 0 ? First : Second).Allocate(n % 3 == 0 ? hall : rooms[2], From, To)).ToList();
        (await First.Delete(taken[2])).Expect(204);
        foreach (var racer in await Task.WhenAll(racers))
            racer.ExpectProblem(409, "overlap");
        Assert.Equal("granted", await StatusOf(Second, entry));
        foreach (var room in rooms)
            Assert.True(Assert.Single((await Second.Get($"{room}/allocations")).Expect(200).Items).TryGetProperty("whole", out _));
    }

    private async Task<string> TakeAsync(string resource) => (await First.Allocate(resource, From, To)).Expect(201).Location!;

    private static async Task<string?> StatusOf(GatewayClient client, string entry) => (await client.Get(entry)).Expect(200)["status"].GetString();
}
