using System.Text.Json;

namespace Inventory.Tests.Gateway.Allocations;

/// <summary>Allocations whose car is chosen when somebody comes for it.</summary>
public sealed class LateAllocationTests(SharedGateway gateway)
{
    private readonly string _fleet = GatewayClient.NewName();

    private GatewayClient Client => gateway.Client;

    [Fact]
    public async Task The_answer_names_no_resource_until_one_is_chosen()
    {
        var cars = await NewAsync(2);
        var late = (await AllocateAsync("10:00", "12:00")).Expect(201);
        Assert.Equal($"/api/cars/allocations/{late.Id}", late.Location);
        Assert.Equal(("late", JsonValueKind.Null, "firm"), (late["bind"].GetString(), late["resource_id"].ValueKind, late["status"].GetString()));
        Assert.Equal(late.Json.ToString(), (await Client.Get(late.Location!)).Expect(200).Json.ToString());

        var bound = (await Client.Post($"{late.Location}/bind", new { resource = IdOf(cars[1]) })).Expect(200);
        Assert.Equal((IdOf(cars[1]), $"{cars[1]}/allocations/{late.Id}"), (bound["resource_id"].GetString(), bound.Header("Content-Location")));
        Assert.False(bound.Json.TryGetProperty("bind", out _));
        Assert.Equal(bound.Json.ToString(), (await Client.Post($"{late.Location}/bind", new { resource = IdOf(cars[1]) })).Expect(200).Json.ToString());
        Assert.Equal(bound.Json.ToString(), (await Client.Send(HttpMethod.Post, $"{late.Location}/bind")).Expect(200).Json.ToString());
        (await Client.Post($"{late.Location}/bind", new { resource = IdOf(cars[0]) })).ExpectProblem(409, "bound-already");
        (await Client.Get(bound.Header("Content-Location")!)).Expect(200);

        (await Client.Delete(late.Location!)).Expect(204);
        (await Client.Delete(late.Location!)).ExpectProblem(404, "not-found");
        (await Client.Get(late.Location!)).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task It_is_refused_only_when_more_overlap_than_there_are_cars()
    {
        await NewAsync(2);
        var times = new[] { ("10:00", "12:00"), ("12:00", "14:00"), ("14:00", "16:00"), ("11:00", "13:00"), ("13:00", "15:00"), ("09:00", "11:00"), ("15:00", "17:00") };
        foreach (var (from, to) in times)
            (await AllocateAsync(from, to)).Expect(201);
        (await AllocateAsync("11:30", "11:40")).ExpectProblem(409, "none-available");
        (await AllocateAsync("16:00", "17:00")).Expect(201);
    }

    [Fact]
    public async Task Who_wants_a_certain_car_drives_out_what_may_stand_on_another()
    {
        var cars = await NewAsync(2);
        var late = (await AllocateAsync("10:00", "12:00")).Expect(201);
        var (here, other) = (await ListAsync(cars[0])).Count == 1 ? (cars[0], cars[1]) : (cars[1], cars[0]);
        (await Client.Allocate(here, At("11:00"), At("13:00"), ("Prefer", "dry-run"))).Expect(201);
        Assert.Empty(await ListAsync(other));
        (await Client.Allocate(here, At("11:00"), At("13:00"))).Expect(201);
        Assert.Equal(late.Id, Assert.Single(await ListAsync(other)).GetProperty("id").GetString());
        (await Client.Allocate(other, At("11:00"), At("13:00"))).ExpectProblem(409, "overlap");

        var left = Assert.Single((await Client.Get($"{here}/history")).Expect(200).Items, one => one.GetProperty("type").GetString() == "inventory.moved-away");
        Assert.Equal((late.Id, IdOf(other)), (left.GetProperty("subject").GetString(), left.GetProperty("data").GetProperty("moved_to").GetString()));
        Assert.False(left.TryGetProperty("actor", out _));
        var came = Assert.Single((await Client.Get($"{other}/history")).Expect(200).Items, one => one.GetProperty("type").GetString() == "inventory.moved-here");
        Assert.Equal(IdOf(here), came.GetProperty("data").GetProperty("moved_from").GetString());
        Assert.Equal(late.Json.ToString(), (await Client.Get(late.Location!)).Expect(200).Json.ToString());
    }

    [Fact]
    public async Task A_check_in_and_a_change_bind_it()
    {
        var cars = await NewAsync(1);
        var first = (await AllocateAsync("10:00", "12:00")).Expect(201);
        Assert.Equal(IdOf(cars[0]), (await Client.Post($"{first.Location}/check-in", new { })).Expect(200)["resource_id"].GetString());
        var second = (await AllocateAsync("12:00", "14:00")).Expect(201);
        var own = $"{cars[0]}/allocations/{second.Id}";
        Assert.Equal("late", (await Client.Get(own)).Expect(200)["bind"].GetString());
        Assert.False((await Client.Patch(own, new { to_datetime = At("15:00") })).Expect(200).Json.TryGetProperty("bind", out _));
        Assert.Equal(IdOf(cars[0]), (await Client.Get(second.Location!)).Expect(200)["resource_id"].GetString());
    }

    [Fact]
    public async Task A_hold_is_confirmed_and_a_repeated_request_takes_effect_once()
    {
        await NewAsync(2);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var held = (await AllocateAsync("10:00", "12:00", 600, key)).Expect(201);
        Assert.Equal("held", held["status"].GetString());
        Assert.Equal(held.Id, (await AllocateAsync("10:00", "12:00", 600, key)).Expect(201).Id);
        (await AllocateAsync("10:00", "13:00", 600, key)).ExpectProblem(422, "idempotency-key-reused");
        Assert.Equal("firm", (await Client.Post($"{held.Location}/confirm", new { })).Expect(200)["status"].GetString());
        (await AllocateAsync("10:00", "12:00", null, ("Prefer", "dry-run"))).Expect(201);
        (await AllocateAsync("10:00", "12:00")).Expect(201);
        (await AllocateAsync("10:00", "12:00")).ExpectProblem(409, "none-available");
    }

    [Fact]
    public async Task A_request_that_makes_no_sense_is_refused_with_its_fault()
    {
        var car = (await NewAsync(1))[0];
        object Body(string bind, string[]? any_of = null, object? flex = null, string? duration = null, int? units = null) => flex is null
            ? new { bind, any_of, units, from_datetime = At("10:00"), to_datetime = At("11:00"), allocation_type = "booking" }
            : new { bind, flex, duration, allocation_type = "booking" };
        foreach (var body in new[] { Body("sometime"), Body("late", any_of: [IdOf(car)]), Body("late", flex: new { earliest = At("10:00"), latest = At("14:00") }, duration: "PT1H"), Body("late", units: 2) })
            Assert.Contains("/bind", (await Client.Post("/api/cars/allocations", body)).ExpectProblem(422, "invalid")["errors"].EnumerateArray().Select(fault => fault.GetProperty("pointer").GetString()!).Select(pointer => pointer.TrimStart('#')));
        var late = (await AllocateAsync("10:00", "12:00")).Expect(201);
        (await Client.Post($"{late.Location}/bind", new { resource = "car" })).ExpectProblem(422, "invalid");
        (await Client.Post($"{late.Location}/bind", new { resource = IdOf(await Client.Create()) })).ExpectProblem(422, "invalid");
        var ordinary = (await Client.Allocate(car, At("14:00"), At("15:00"))).Expect(201);
        foreach (var id in new[] { ordinary.Id, Guid.NewGuid().ToString() })
        {
            (await Client.Get($"/api/cars/allocations/{id}")).ExpectProblem(404, "not-found");
            (await Client.Send(HttpMethod.Post, $"/api/cars/allocations/{id}/bind")).ExpectProblem(404, "not-found");
            (await Client.Delete($"/api/cars/allocations/{id}")).ExpectProblem(404, "not-found");
        }
        (await Client.Get($"/api/lorries/allocations/{late.Id}")).ExpectProblem(404, "not-found");
    }

    private async Task<List<string>> NewAsync(int count)
    {
        var cars = new List<string>();
        for (var n = 0; n < count; n++)
            cars.Add((await Client.Post("/api/cars", new { name = GatewayClient.NewName(), attributes = new { fleet = _fleet } })).Expect(201).Location!);
        return cars;
    }

    private Task<Answer> AllocateAsync(string from, string to, int? hold_seconds = null, params (string Name, string Value)[] headers) => Client.Post(
        "/api/cars/allocations", new { bind = "late", from_datetime = At(from), to_datetime = At(to), allocation_type = "booking", attributes = new { fleet = _fleet }, hold_seconds }, headers);

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string car) => (await Client.Get($"{car}/allocations")).Expect(200).Items;

    private static string At(string time) => $"2036-12-01T{time}:00Z";

    private static string IdOf(string path) => path.Split('/')[^1];
}
