namespace Inventory.Tests.Gateway.Availability;

public sealed class SlotTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("2026-12-01T10:00:00Z", "2026-12-01T10:30:00Z")]
    [InlineData("2026-12-01T10:00:00Z", "2026-12-03T23:30:00Z")]
    [InlineData("2026-12-01T11:30:00+01:30", "2026-12-01T16:00:00+05:30")]
    [InlineData("2026-12-01T10:00:00.0000000Z", "2026-12-01T10:30:00.000Z")]
    [InlineData("1969-12-31T23:30:00Z", "1970-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T23:30:00Z")]
    [InlineData(null, "2026-12-01T10:30:00Z")]
    [InlineData("2026-12-01T10:30:00Z", null)]
    [InlineData(null, null)]
    public async Task Whole_slots_are_taken(string? from, string? to) =>
        (await gateway.Client.Allocate(await gateway.Client.Create("runways"), from, to)).Expect(201);

    [Theory]
    [InlineData("2026-12-01T10:10:00Z", "2026-12-01T11:00:00Z", "2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z", "#/from_datetime")]
    [InlineData("2026-12-01T10:00:00Z", "2026-12-01T10:50:00Z", "2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z", "#/to_datetime")]
    [InlineData("2026-12-01T10:10:00Z", "2026-12-01T10:20:00Z", "2026-12-01T10:00:00Z", "2026-12-01T10:30:00Z", "#/from_datetime", "#/to_datetime")]
    [InlineData("2026-12-01T10:00:00.000001Z", "2026-12-01T10:30:00Z", "2026-12-01T10:00:00Z", "2026-12-01T10:30:00Z", "#/from_datetime")]
    [InlineData("2026-12-01T10:15:00+00:15", "2026-12-01T10:40:00+00:15", "2026-12-01T10:00:00Z", "2026-12-01T10:30:00Z", "#/to_datetime")]
    [InlineData("1969-12-31T23:45:00Z", "1970-01-01T00:15:00Z", "1969-12-31T23:30:00Z", "1970-01-01T00:30:00Z", "#/from_datetime", "#/to_datetime")]
    [InlineData(null, "2026-12-01T10:20:00Z", null, "2026-12-01T10:30:00Z", "#/to_datetime")]
    [InlineData("2026-12-01T10:20:00Z", null, "2026-12-01T10:00:00Z", null, "#/from_datetime")]
    [InlineData("2026-12-01T10:00:00Z", "9999-12-31T23:59:59Z", "2026-12-01T10:00:00Z", null, "#/to_datetime")]
    public async Task A_bound_off_the_grid_is_refused_with_the_nearest_bounds(string? from, string? to, string? nearestFrom, string? nearestTo, params string[] pointers)
    {
        var runway = await gateway.Client.Create("runways");
        var refusal = (await gateway.Client.Allocate(runway, from, to)).ExpectProblem(422, "off-slot");

        var alternative = Assert.Single(refusal["alternatives"].EnumerateArray());
        Assert.Equal(["from", "to"], alternative.EnumerateObject().Select(m => m.Name));
        Assert.Equal(nearestFrom, alternative.GetProperty("from").GetString());
        Assert.Equal(nearestTo, alternative.GetProperty("to").GetString());
        Assert.Equal(pointers, refusal["errors"].EnumerateArray().Select(e => e.GetProperty("pointer").GetString()));
        Assert.Empty((await gateway.Client.Get($"{runway}/allocations")).Items);
        (await gateway.Client.Allocate(runway, nearestFrom, nearestTo)).Expect(201);
    }

    [Fact]
    public async Task Each_interval_type_has_its_own_grid()
    {
        var launchpad = await gateway.Client.Create("launchpads");
        (await gateway.Client.Allocate(launchpad, "2026-12-01T10:00:00Z", "2026-12-01T12:00:00Z")).ExpectProblem(422, "off-slot");
        (await gateway.Client.Allocate(launchpad, "2026-12-01T12:00:00Z", "2026-12-02T00:00:00Z")).Expect(201);
        (await gateway.Client.Allocate(await gateway.Client.Create("trucks"), "2026-12-01T10:00:00.000001Z", "2026-12-01T10:00:00.000002Z")).Expect(201);
    }

    [Fact]
    public async Task Slots_back_to_back_do_not_overlap_and_the_same_slot_does()
    {
        var runway = await gateway.Client.Create("runways");
        (await gateway.Client.Allocate(runway, "2026-12-01T10:00:00Z", "2026-12-01T10:30:00Z")).Expect(201);
        (await gateway.Client.Allocate(runway, "2026-12-01T10:30:00Z", "2026-12-01T11:00:00Z")).Expect(201);
        (await gateway.Client.Allocate(runway, "2026-12-01T10:30:00Z", "2026-12-01T11:00:00Z")).ExpectProblem(409, "overlap");
    }

    [Fact]
    public async Task A_window_need_not_be_on_the_grid()
    {
        var runway = await gateway.Client.Create("runways");
        (await gateway.Client.Allocate(runway, "2026-12-01T10:00:00Z", "2026-12-01T10:30:00Z")).Expect(201);
        Assert.Single((await gateway.Client.Get($"{runway}/allocations?from=2026-12-01T10:17:00Z&to=2026-12-01T10:18:00Z")).Expect(200).Items);
    }
}
