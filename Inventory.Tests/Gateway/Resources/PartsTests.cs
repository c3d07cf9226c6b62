using System.Text.Json;

namespace Inventory.Tests.Gateway.Resources;

/// <summary>A hall is made of rooms, and a second one shares a room with it.</summary>
public sealed class PartsTests(SharedGateway gateway)
{
    private GatewayClient Client => gateway.Client;

    [Fact]
    public async Task A_whole_names_its_parts_and_is_listed_with_them()
    {
        var (hall, a, b) = await NewAsync();
        var read = (await Client.Get(hall)).Expect(200);
        Assert.Equal([IdOf(a), IdOf(b)], Texts(read["parts"]));
        Assert.False((await Client.Get(a)).Expect(200).Json.TryGetProperty("parts", out _));
        var renamed = (await Client.Patch(hall, new { name = GatewayClient.NewName() })).Expect(200);
        Assert.Equal([IdOf(a), IdOf(b)], Texts(renamed["parts"]));
    }

    [Fact]
    public async Task What_cannot_be_a_part_is_named()
    {
        var (hall, a, b) = await NewAsync();
        (await CreateAsync(a)).ExpectFaults("#/parts");
        (await CreateAsync([.. Enumerable.Repeat(a, 21)])).ExpectProblem(422, "invalid");
        (await CreateAsync(a, a)).ExpectFaults("#/parts/1");
        (await CreateAsync(a, "x/nonsense")).ExpectFaults("#/parts/1");
        (await CreateAsync(a, $"x/{Guid.NewGuid()}", hall)).ExpectFaults("#/parts/1", "#/parts/2");
        (await CreateAsync(a, await Client.Create("runways"))).ExpectFaults("#/parts/1");
        (await Client.Post("/api/cars", """{"name": "x", "parts": 5}""")).ExpectProblem(400, "malformed");
        (await Client.Post("/api/cars", new { name = GatewayClient.NewName(), parts = new[] { IdOf(a), IdOf(b) } }, ("Prefer", "dry-run"))).Expect(201);
    }

    [Fact]
    public async Task Whoever_takes_the_hall_takes_its_rooms_or_nothing()
    {
        var (hall, a, b) = await NewAsync();
        var other = (await CreateAsync(b, await Client.Create())).Expect(201).Location!;
        var taken = (await AllocateAsync(hall, "10:00", "12:00")).Expect(201);
        foreach (var room in new[] { a, b })
        {
            var mirror = Assert.Single((await Client.Get($"{room}/allocations")).Expect(200).Items);
            Assert.Equal((IdOf(hall), taken.Id), (mirror.GetProperty("whole").GetProperty("resource_id").GetString(), mirror.GetProperty("whole").GetProperty("allocation_id").GetString()));
            Assert.Equal(["10:00-12:00"], (await AllocateAsync(room, "11:00", "13:00")).ExpectProblem(409, "overlap")["conflicts"].EnumerateArray().Select(Times));
        }
        var refusal = (await AllocateAsync(other, "11:00", "13:00")).ExpectProblem(409, "overlap");
        Assert.Equal(IdOf(b), Assert.Single(refusal["broken"].EnumerateArray()).GetProperty("part").GetString());
        Assert.Equal(IdOf(b), Assert.Single(refusal["conflicts"].EnumerateArray()).GetProperty("resource_id").GetString());
        Assert.Contains(IdOf(b), refusal["detail"].GetString(), StringComparison.Ordinal);
        var alternative = refusal["alternatives"][0];
        (await Client.Allocate(other, alternative.GetProperty("from").GetString(), alternative.GetProperty("to").GetString())).Expect(201);
        (await Client.Delete(taken.Location!)).Expect(204);
        Assert.Empty((await Client.Get($"{a}/allocations")).Expect(200).Items);
    }

    [Fact]
    public async Task The_hall_is_free_when_all_its_rooms_are()
    {
        var name = GatewayClient.NewName();
        var (hall, a, b) = await NewAsync(name);
        (await AllocateAsync(a, "09:00", "10:00")).Expect(201);
        (await AllocateAsync(b, "11:00", "12:00")).Expect(201);
        (await AllocateAsync(hall, "14:00", "15:00")).Expect(201);
        Assert.Equal(["08:00-09:00", "10:00-11:00", "12:00-14:00", "15:00-16:00"], (await Client.Get($"{hall}/free?from={At("08:00")}&to={At("16:00")}")).Expect(200).Items.Select(FreeTimes));
        Assert.Equal((false, true), (await IsAvailableAsync("11:30", "12:30"), await IsAvailableAsync("12:00", "13:00")));
        var earliest = (await PoolAsync("11:30", "12:30", [hall])).ExpectProblem(409, "none-available");
        Assert.Contains("12:00-13:00", earliest["alternatives"].EnumerateArray().Select(FreeTimes));
        Assert.Equal(IdOf(hall), (await PoolAsync("12:00", "13:00", [hall, a])).Expect(201)["resource_id"].GetString());
        var asOf = (await Client.Get($"{hall}/history")).Expect(200).Items[1].GetProperty("time").GetString();
        Assert.Equal(["10:00-11:00"], (await Client.Get($"{hall}/free?from={At("10:00")}&to={At("12:00")}&as_of={asOf}")).Expect(200).Items.Select(FreeTimes));

        async Task<bool> IsAvailableAsync(string from, string to) =>
            (await Client.Pages($"/api/cars/available?from={At(from)}&to={At(to)}")).SelectMany(page => page.Items).Any(item => item.GetProperty("id").GetString() == IdOf(hall));
    }

    [Fact]
    public async Task A_hold_on_the_hall_is_moved_confirmed_and_returned_with_its_rooms()
    {
        var (hall, a, b) = await NewAsync();
        var hold = (await Client.Post($"{hall}/allocations", new { from_datetime = At("10:00"), to_datetime = At("12:00"), allocation_type = "booking", hold_seconds = 600, description = "the fair" })).Expect(201);
        var mirror = Assert.Single((await Client.Get($"{a}/allocations")).Expect(200).Items);
        Assert.Equal(("held", hold["expires"].GetString()), (mirror.GetProperty("status").GetString(), mirror.GetProperty("expires").GetString()));
        foreach (var answer in new[]
        {
            await Client.Patch($"{a}/allocations/{mirror.GetProperty("id").GetString()}", new { to_datetime = At("13:00") }),
            await Client.Delete($"{a}/allocations/{mirror.GetProperty("id").GetString()}"),
            await Client.Post($"{a}/allocations/{mirror.GetProperty("id").GetString()}/confirm", new { }),
            await Client.Post($"{a}/allocations/{mirror.GetProperty("id").GetString()}/check-in", new { }),
            await Client.Post($"{a}/allocations/{mirror.GetProperty("id").GetString()}/approve", new { }),
        })
        {
            Assert.Equal(hold.Id, answer.ExpectProblem(409, "part-of-whole")["whole"].GetProperty("allocation_id").GetString());
        }

        (await AllocateAsync(b, "14:00", "15:00")).Expect(201);
        (await Client.Patch(hold.Location!, new { from_datetime = At("13:00"), to_datetime = At("15:00") })).ExpectProblem(409, "overlap");
        (await Client.Patch(hold.Location!, new { from_datetime = At("12:00"), to_datetime = At("14:00") })).Expect(200);
        Assert.Equal(["12:00-14:00"], (await Client.Get($"{a}/allocations")).Expect(200).Items.Select(Times));
        var tag = (await Client.Get($"{a}/allocations/{mirror.GetProperty("id").GetString()}")).Expect(200).ETag;
        (await Client.Patch(hold.Location!, new { description = "another fair" })).Expect(200);
        Assert.Equal(tag, (await Client.Get($"{a}/allocations/{mirror.GetProperty("id").GetString()}")).Expect(200).ETag);
        Assert.Equal("firm", (await Client.Post($"{hold.Location}/confirm", new { })).Expect(200)["status"].GetString());
        Assert.Equal("firm", (await Client.Get($"{a}/allocations")).Expect(200).Items[0].GetProperty("status").GetString());
        Assert.Equal(["inventory.resource-created", "inventory.allocated", "inventory.allocation-updated", "inventory.confirmed"],
            (await Client.Get($"{a}/history")).Expect(200).Items.Select(item => item.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_dry_run_answers_what_it_would_and_a_repeated_request_is_answered_again()
    {
        var (hall, a, _) = await NewAsync();
        object body = new { from_datetime = At("10:00"), to_datetime = At("12:00"), allocation_type = "booking" };
        (await Client.Post($"{hall}/allocations", body, ("Prefer", "dry-run"))).Expect(201);
        Assert.Empty((await Client.Get($"{a}/allocations")).Expect(200).Items);
        var first = (await Client.Post($"{hall}/allocations", body, ("Idempotency-Key", "k1"))).Expect(201);
        Assert.Equal(first.Text, (await Client.Post($"{hall}/allocations", body, ("Idempotency-Key", "k1"))).Expect(201).Text);
        (await Client.Post($"{hall}/allocations", body, ("Prefer", "dry-run"))).ExpectProblem(409, "overlap");
        Assert.Single((await Client.Get($"{a}/allocations")).Expect(200).Items);
    }

    [Fact]
    public async Task The_rules_of_the_hall_and_the_turnaround_of_a_room_judge()
    {
        var (hall, a, _) = await NewAsync();
        (await Client.Put($"{a}/policy", """{"turnaround":{"default":"PT30M"},"shortest":"PT10H"}""")).Expect(200);
        (await Client.Put($"{hall}/policy", """{"longest":"PT4H","check_in":{"opens":"PT15M","closes":"PT10M","on_miss":"release"}}""")).Expect(200);
        (await Client.Post($"{a}/allocations", new { from_datetime = At("00:00"), to_datetime = At("10:00"), allocation_type = "booking" })).Expect(201);
        Assert.Equal(IdOf(a), (await AllocateAsync(hall, "10:15", "12:00")).ExpectProblem(409, "turnaround")["broken"][0].GetProperty("part").GetString());
        (await AllocateAsync(hall, "11:00", "16:00")).ExpectProblem(422, "out-of-bounds");
        var allocation = (await AllocateAsync(hall, "10:30", "12:00")).Expect(201);
        var mirror = (await Client.Get($"{a}/allocations")).Expect(200).Items[1];
        Assert.Equal(allocation["check_in"].GetProperty("closes").GetString(), mirror.GetProperty("check_in").GetProperty("closes").GetString());
        // What the room's own rules would refuse is no violation: the hall's have judged it.
        Assert.Empty((await Client.Put($"{a}/policy", """{"turnaround":{"default":"PT10M"},"shortest":"PT9H"}""")).Expect(200)["violations"].EnumerateArray());
    }

    [Fact]
    public async Task A_series_on_the_hall_takes_its_rooms()
    {
        var (hall, a, b) = await NewAsync();
        (await Client.Allocate(b, "2036-12-02T10:30:00Z", "2036-12-02T10:45:00Z")).Expect(201);
        object series = new { time_zone = "Etc/UTC", from_local = "2036-12-01T10:00", duration = "PT1H", rrule = "FREQ=DAILY;COUNT=3", allocation_type = "booking" };
        var refusal = (await Client.Post($"{hall}/series", series)).ExpectProblem(409, "series-conflict")["occurrences"][0];
        Assert.Equal(IdOf(b), refusal.GetProperty("conflicts")[0].GetProperty("resource_id").GetString());
        Assert.Empty((await Client.Get($"{a}/allocations")).Expect(200).Items);
    }

    [Fact]
    public async Task A_booking_of_the_hall_holds_confirms_and_cancels_it_with_its_rooms()
    {
        var (hall, a, b) = await NewAsync();
        object items = new { items = new[] { new { resource = hall["/api/".Length..], from_datetime = At("10:00"), to_datetime = "2036-12-02T10:00:00Z" } } };
        var booking = (await Client.Post("/api/bookings", items)).Expect(201);
        Assert.Equal("held", Assert.Single((await Client.Get($"{a}/allocations")).Expect(200).Items).GetProperty("status").GetString());
        (await Client.Post($"{booking.Location}/confirm", "")).Expect(200);
        Assert.Equal("firm", Assert.Single((await Client.Get($"{b}/allocations")).Expect(200).Items).GetProperty("status").GetString());
        (await AllocateAsync(b, "11:00", "12:00")).ExpectProblem(409, "overlap");
        (await Client.Post("/api/bookings", items)).ExpectProblem(409, "overlap");
        (await Client.Delete(booking.Location!)).Expect(200);
        (await AllocateAsync(b, "11:00", "12:00")).Expect(201);
        Assert.Equal(IdOf(b), (await Client.Post("/api/bookings", items)).ExpectProblem(409, "overlap")["broken"][0].GetProperty("part").GetString());
    }

    [Fact]
    public async Task A_room_stays_while_its_hall_does()
    {
        var (hall, a, _) = await NewAsync();
        (await AllocateAsync(hall, "10:00", "12:00")).Expect(201);
        var refused = (await Client.Delete($"{a}?force=true")).ExpectProblem(409, "resource-in-use");
        Assert.Equal(IdOf(hall), refused["whole"].GetProperty("resource_id").GetString());
        (await Client.Delete(hall)).ExpectProblem(409, "resource-in-use");
        (await Client.Delete($"{hall}?force=true")).Expect(204);
        Assert.Empty((await Client.Get($"{a}/allocations")).Expect(200).Items);
        (await Client.Delete(a)).Expect(204);
    }

    private async Task<(string Hall, string A, string B)> NewAsync(string? name = null)
    {
        var (a, b) = (await Client.Create(), await Client.Create());
        return ((await Client.Post("/api/cars", new { name = name ?? GatewayClient.NewName(), parts = new[] { IdOf(a), IdOf(b) } })).Expect(201).Location!, a, b);
    }

    private Task<Answer> CreateAsync(params string[] parts) => Client.Post("/api/cars", new { name = GatewayClient.NewName(), parts = parts.Select(IdOf) });

    private Task<Answer> AllocateAsync(string resource, string from, string to) => Client.Allocate(resource, At(from), At(to));

    private Task<Answer> PoolAsync(string from, string to, string[] anyOf) =>
        Client.Post("/api/cars/allocations", new { from_datetime = At(from), to_datetime = At(to), allocation_type = "booking", any_of = anyOf.Select(IdOf) });

    private static string IdOf(string path) => path.Split('/')[^1];

    private static string At(string time) => $"2036-12-01T{time}:00Z";

    private static string Times(JsonElement allocation) => $"{allocation.GetProperty("from_datetime").GetString()![11..16]}-{allocation.GetProperty("to_datetime").GetString()![11..16]}";

    private static string FreeTimes(JsonElement time) => $"{time.GetProperty("from").GetString()![11..16]}-{time.GetProperty("to").GetString()![11..16]}";

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString());
}
