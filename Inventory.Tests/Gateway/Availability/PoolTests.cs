using System.Text.Json;

namespace Inventory.Tests.Gateway.Availability;

/// <summary>Forty parking spaces are one resource with forty units.</summary>
public sealed class PoolTests : IAsyncLifetime
{
    private InProcessGateway _gateway = null!;

    private GatewayClient Client => _gateway.Client;

    public async ValueTask InitializeAsync() =>
        _gateway = await InProcessGateway.StartAsync("--Inventory:Types:6:Name", "Lot", "--Inventory:Types:6:Path", "lots", "--Inventory:Types:6:Kind", "pool");

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Units_are_allocated_up_to_their_number_and_a_refusal_says_when_too_few_are_free()
    {
        var lot = await NewAsync(units: 40);
        Assert.Equal(40, (await Client.Get(lot)).Expect(200)["units"].GetInt32());
        var first = (await AllocateAsync(lot, "10:00", "12:00", units: 30)).Expect(201);
        Assert.Equal((30, "firm"), (first["units"].GetInt32(), first["status"].GetString()));
        Assert.Equal(1, (await AllocateAsync(lot, "11:00", "13:00")).Expect(201)["units"].GetInt32());

        var refusal = (await AllocateAsync(lot, "10:30", "11:30", units: 10)).ExpectProblem(409, "capacity");
        Assert.Equal(10, refusal["needed"].GetInt32());
        var shortage = Assert.Single(refusal["short"].EnumerateArray());
        Assert.Equal(("2036-12-01T11:00:00Z", "2036-12-01T11:30:00Z", 9), (shortage.GetProperty("from").GetString(), shortage.GetProperty("to").GetString(), shortage.GetProperty("free").GetInt32()));
        foreach (var time in refusal["alternatives"].EnumerateArray())
            (await Client.Post($"{lot}/allocations", Body(time.GetProperty("from").GetString()!, time.GetProperty("to").GetString()!, 10), ("Prefer", "dry-run"))).Expect(201);
        (await AllocateAsync(lot, "10:30", "11:30", units: 41)).ExpectProblem(409, "capacity");
    }

    [Fact]
    public async Task The_load_tells_firm_held_and_free_units()
    {
        var lot = await NewAsync(units: 5);
        (await AllocateAsync(lot, "10:00", "12:00", units: 2)).Expect(201);
        (await Client.Post($"{lot}/allocations", new { from_datetime = At("11:00"), to_datetime = At("13:00"), allocation_type = "booking", units = 1, hold_seconds = 600 })).Expect(201);
        var load = (await Client.Get($"{lot}/load?from={At("09:00")}&to={At("14:00")}")).Expect(200).Items;
        Assert.Equal(["09:00-10:00 0 0 5", "10:00-11:00 2 0 3", "11:00-12:00 2 1 2", "12:00-13:00 0 1 4", "13:00-14:00 0 0 5"], load.Select(Text));
        var free = (await Client.Get($"{lot}/free?from={At("09:00")}&to={At("14:00")}&units=4")).Expect(200).Items;
        Assert.Equal(["09:00-10:00", "12:00-14:00"], free.Select(Times));
        Assert.Single((await Client.Get($"/api/lots/available?from={At("11:00")}&to={At("12:00")}&units=2")).Expect(200).Items);
        Assert.Empty((await Client.Get($"/api/lots/available?from={At("11:00")}&to={At("12:00")}&units=3")).Expect(200).Items);
        (await Client.Get($"{lot}/load?from=nonsense")).ExpectProblem(422, "invalid");
    }

    [Fact]
    public async Task A_pool_grows_and_shrinks_down_to_what_is_taken()
    {
        var lot = await NewAsync(units: 5);
        var allocation = (await AllocateAsync(lot, "10:00", "12:00", units: 4)).Expect(201);
        (await Client.Patch(lot, new { units = 3 })).ExpectProblem(409, "capacity");
        Assert.Equal(4, (await Client.Patch(lot, new { units = 4 })).Expect(200)["units"].GetInt32());
        (await Client.Patch(allocation.Location!, new { units = 5 })).ExpectProblem(409, "capacity");
        Assert.Equal(1, (await Client.Patch(allocation.Location!, new { units = 1 })).Expect(200)["units"].GetInt32());
        Assert.Equal(3, (await Client.Patch(lot, new { units = 3 })).Expect(200)["units"].GetInt32());
    }

    [Fact]
    public async Task What_is_no_pool_has_no_units()
    {
        (await Client.Post("/api/lots", new { name = "no units" })).ExpectProblem(422, "invalid");
        (await Client.Post("/api/lots", new { name = "too many", units = 1_000_001 })).ExpectProblem(422, "invalid");
        (await Client.Post("/api/cars", new { name = "a car", units = 3 })).ExpectProblem(422, "invalid");
        var car = await Client.Create();
        Assert.False((await Client.Get(car)).Expect(200).Json.TryGetProperty("units", out _));
        (await AllocateAsync(car, "10:00", "12:00", units: 2)).ExpectProblem(422, "invalid");
        (await Client.Get($"{car}/load")).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task Two_hundred_requests_at_once_never_take_more_than_there_is_and_a_restart_knows_them()
    {
        var lot = await NewAsync(units: 100);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => AllocateAsync(lot, "10:00", "12:00", units: 1 + n % 3)));
        var taken = answers.Where(answer => answer.Status == 201).Sum(answer => answer["units"].GetInt32());
        Assert.Equal(100, taken);
        await _gateway.StopAsync();
        await _gateway.StartAgainAsync("--Inventory:Types:6:Name", "Lot", "--Inventory:Types:6:Path", "lots", "--Inventory:Types:6:Kind", "pool");
        Assert.Equal("10:00-12:00 100 0 0", Text(Assert.Single((await Client.Get($"{lot}/load?from={At("10:00")}&to={At("12:00")}")).Expect(200).Items)));
        (await AllocateAsync(lot, "10:00", "12:00")).ExpectProblem(409, "capacity");
    }

    private async Task<string> NewAsync(int units) => (await Client.Post("/api/lots", new { name = GatewayClient.NewName(), units })).Expect(201).Location!;

    private Task<Answer> AllocateAsync(string resource, string from, string to, int? units = null) => Client.Post($"{resource}/allocations", Body(At(from), At(to), units));

    private static object Body(string from, string to, int? units) => units is { } count
        ? new { from_datetime = from, to_datetime = to, allocation_type = "booking", units = count }
        : new { from_datetime = from, to_datetime = to, allocation_type = "booking" };

    private static string At(string time) => $"2036-12-01T{time}:00Z";

    private static string Times(JsonElement item) => $"{item.GetProperty("from").GetString()![11..16]}-{item.GetProperty("to").GetString()![11..16]}";

    private static string Text(JsonElement load) => $"{Times(load)} {load.GetProperty("firm").GetInt32()} {load.GetProperty("held").GetInt32()} {load.GetProperty("free").GetInt32()}";
}
