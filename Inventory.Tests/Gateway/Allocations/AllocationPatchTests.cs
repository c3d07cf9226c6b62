namespace Inventory.Tests.Gateway.Allocations;

public sealed class AllocationPatchTests(SharedGateway gateway)
{
    private const string Ten = "2026-12-01T10:00:00Z";
    private const string Twelve = "2026-12-01T12:00:00Z";

    [Theory]
    [InlineData("""{"from_datetime":"2026-12-01T14:00:00Z","to_datetime":"2026-12-01T16:00:00Z"}""", "2026-12-01T14:00:00Z", "2026-12-01T16:00:00Z")]
    [InlineData("""{"from_datetime":"2026-12-01T11:00:00Z","to_datetime":"2026-12-01T13:00:00+00:00"}""", "2026-12-01T11:00:00Z", "2026-12-01T13:00:00Z")]
    [InlineData("""{"to_datetime":"2026-12-01T12:30:00.5Z"}""", Ten, "2026-12-01T12:30:00.5Z")]
    [InlineData("""{"to_datetime":"2026-12-01T18:00:00Z"}""", Ten, "2026-12-01T18:00:00Z")]
    [InlineData("""{"from_datetime":"2026-12-01T11:00:00"}""", "2026-12-01T11:00:00Z", Twelve)]
    [InlineData("""{"from_infinity":true}""", null, Twelve)]
    [InlineData("""{"from_infinity":true,"from_datetime":null}""", null, Twelve)]
    [InlineData("""{"from_infinity":false,"to_infinity":false,"to_datetime":"2026-12-01T11:00:00Z"}""", Ten, "2026-12-01T11:00:00Z")]
    public async Task An_allocation_moves_and_is_lengthened_and_shortened(string patch, string? from, string? to)
    {
        var car = await gateway.Client.Create();
        var old = (await gateway.Client.Allocate(car, Ten, Twelve)).Expect(201);
        (await gateway.Client.Allocate(car, "2026-12-01T18:00:00Z", null)).Expect(201);

        var moved = (await gateway.Client.Patch(old.Location!, patch)).Expect(200);

        Assert.Equal((old.Id, from, to), (moved.Id, moved["from_datetime"].GetString(), moved["to_datetime"].GetString()));
        Assert.Equal((from is null, to is null), (moved["from_infinity"].GetBoolean(), moved["to_infinity"].GetBoolean()));
        Assert.Equal(old["created"].GetString(), moved["created"].GetString());
        Assert.NotEqual(old.ETag, moved.ETag);
        var read = (await gateway.Client.Get(old.Location!)).Expect(200);
        Assert.Equal((moved.Text, moved.ETag), (read.Text, read.ETag));
        Assert.Equal(moved.Text, (await gateway.Client.Get($"{car}/allocations")).Items[0].GetRawText());
    }

    [Fact]
    public async Task What_overlaps_another_does_not_move_and_keeps_its_texts()
    {
        var car = await gateway.Client.Create();
        var allocation = (await gateway.Client.Allocate(car, Ten, Twelve)).Expect(201);
        var other = (await gateway.Client.Allocate(car, Twelve, "2026-12-01T13:00:00Z")).Expect(201);

        var refusal = (await gateway.Client.Patch(allocation.Location!, new { to_datetime = "2026-12-01T12:00:00.000001Z", description = "longer" }))
            .ExpectProblem(409, "overlap");

        Assert.Equal([other.Id], refusal.Conflicts);
        Assert.Equal(3, refusal["alternatives"].GetArrayLength());
        Assert.Equal(allocation.Text, (await gateway.Client.Get(allocation.Location!)).Text);
    }

    [Fact]
    public async Task A_time_that_was_left_is_free_and_the_new_one_is_taken()
    {
        var car = await gateway.Client.Create();
        var allocation = (await gateway.Client.Allocate(car, Ten, Twelve)).Expect(201);
        (await gateway.Client.Patch(allocation.Location!, """{"from_datetime":"2026-12-01T11:00:00Z","to_infinity":true}""")).Expect(200);
        (await gateway.Client.Allocate(car, null, "2026-12-01T11:00:00Z")).Expect(201);
        (await gateway.Client.Allocate(car, "2036-12-01T11:00:00Z", null)).ExpectProblem(409, "overlap");
    }

    [Fact]
    public async Task It_changes_at_the_version_that_was_read_and_no_other()
    {
        var allocation = (await gateway.Client.Allocate(await gateway.Client.Create(), Ten, Twelve)).Expect(201);
        var changed = (await gateway.Client.Patch(allocation.Location!, new { description = "a" }, ("If-Match", allocation.ETag!))).Expect(200);
        (await gateway.Client.Patch(allocation.Location!, new { description = "b" }, ("If-Match", allocation.ETag!))).ExpectProblem(412, "precondition-failed");
        Assert.Equal(changed.Text, (await gateway.Client.Get(allocation.Location!)).Text);
        (await gateway.Client.Get(allocation.Location!, ("If-None-Match", changed.ETag!))).Expect(304);
        (await gateway.Client.Patch(allocation.Location!, new { description = "b" }, ("If-Match", changed.ETag!))).Expect(200);
    }

    [Fact]
    public async Task Texts_are_merged()
    {
        var car = await gateway.Client.Create();
        var allocation = (await gateway.Client.Post($"{car}/allocations",
            """{"from_infinity":true,"to_infinity":true,"allocation_type":"booking","description":"d","dump":{"a":1,"b":{"c":2,"d":3}}}""")).Expect(201);

        var changed = (await gateway.Client.Patch(allocation.Location!, """{"allocation_type":"repair","dump":{"a":null,"b":{"c":4},"e":[]}}""")).Expect(200);
        Assert.Equal(("repair", "d", """{"b":{"c":4,"d":3},"e":[]}"""),
            (changed["allocation_type"].GetString(), changed["description"].GetString(), changed["dump"].GetRawText()));
        Assert.Null((await gateway.Client.Patch(allocation.Location!, """{"description":null}""")).Expect(200)["description"].GetString());
        Assert.Equal("{}", (await gateway.Client.Patch(allocation.Location!, """{"dump":{"b":null,"e":null}}""")).Expect(200)["dump"].GetRawText());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"nothing":1}""")]
    [InlineData("""{"from_datetime":"2026-12-01T11:00:00+01:00","allocation_type":"booking","dump":{}}""")]
    public async Task A_patch_to_what_already_is_changes_nothing(string patch)
    {
        var allocation = (await gateway.Client.Allocate(await gateway.Client.Create(), Ten, Twelve)).Expect(201);
        var same = (await gateway.Client.Patch(allocation.Location!, patch)).Expect(200);
        Assert.Equal((allocation.Text, allocation.ETag), (same.Text, same.ETag));
    }

    [Theory]
    [InlineData("""{"from_datetime":"2026-12-01T12:00:00Z"}""", "#/to_datetime")]
    [InlineData("""{"from_datetime":"2026-12-01T15:00:00Z","to_datetime":"2026-12-01T14:00:00Z"}""", "#/to_datetime")]
    [InlineData("""{"from_datetime":null}""", "#/from_datetime")]
    [InlineData("""{"from_datetime":"noon","to_datetime":"2026-12-01T11:00:00Z","to_infinity":true}""", "#/from_datetime", "#/to_datetime")]
    [InlineData("""{"allocation_type":null}""", "#/allocation_type")]
    [InlineData("""{"allocation_type":""}""", "#/allocation_type")]
    [InlineData("""{"allocation_type":"more than 20 characters"}""", "#/allocation_type")]
    public async Task A_patch_that_breaks_a_rule_is_refused(string patch, params string[] pointers)
    {
        var allocation = (await gateway.Client.Allocate(await gateway.Client.Create(), Ten, Twelve)).Expect(201);
        (await gateway.Client.Patch(allocation.Location!, patch)).ExpectFaults(pointers);
        Assert.Equal(allocation.Text, (await gateway.Client.Get(allocation.Location!)).Text);
    }

    [Fact]
    public async Task A_bound_that_was_infinite_needs_a_moment_to_be_so_no_more()
    {
        var allocation = (await gateway.Client.Allocate(await gateway.Client.Create(), Ten, null)).Expect(201);
        (await gateway.Client.Patch(allocation.Location!, """{"to_infinity":false}""")).ExpectProblem(422, "invalid");
        var ended = (await gateway.Client.Patch(allocation.Location!, """{"to_infinity":false,"to_datetime":"2026-12-01T12:00:00Z"}""")).Expect(200);
        Assert.Equal((false, Twelve), (ended["to_infinity"].GetBoolean(), ended["to_datetime"].GetString()));
    }

    [Fact]
    public async Task A_bound_off_the_grid_is_refused()
    {
        var allocation = (await gateway.Client.Allocate(await gateway.Client.Create("runways"), Ten, Twelve)).Expect(201);
        var refusal = (await gateway.Client.Patch(allocation.Location!, new { to_datetime = "2026-12-01T12:10:00Z" })).ExpectProblem(422, "off-slot");
        Assert.Equal(["#/to_datetime"], refusal["errors"].EnumerateArray().Select(e => e.GetProperty("pointer").GetString()));
        (await gateway.Client.Patch(allocation.Location!, new { to_datetime = "2026-12-01T12:30:00Z" })).Expect(200);
    }

    [Fact]
    public async Task A_dump_may_not_grow_beyond_its_limit()
    {
        var allocation = (await gateway.Client.Allocate(await gateway.Client.Create(), Ten, Twelve)).Expect(201);
        var half = new string('x', 9 * 1024);
        (await gateway.Client.Patch(allocation.Location!, new { dump = new { a = half } })).Expect(200);
        (await gateway.Client.Patch(allocation.Location!, new { dump = new { b = half } })).ExpectFaults("#/dump");
    }
}
