namespace Inventory.Tests.Gateway.Events;

/// <summary>Who wanted what when, and who had it: operators read it afterwards.</summary>
public sealed class RefusalTests(SharedGateway gateway)
{
    private const string From = "2036-12-01T10:00:00Z";
    private const string To = "2036-12-01T12:00:00Z";

    [Fact]
    public async Task What_was_refused_says_what_had_the_time_also_when_that_is_gone()
    {
        var car = await gateway.Client.Create();
        var works = (await gateway.Client.Allocate(car, From, To)).Expect(201);
        (await gateway.Client.Allocate(car, "2036-12-01T11:00:00Z", null)).ExpectProblem(409, "overlap");
        (await gateway.Client.Delete(works.Location!)).Expect(204);
        var refusal = Assert.Single((await gateway.Client.Get($"{car}/refusals")).Expect(200).Items);
        Assert.Equal(("2036-12-01T11:00:00Z", null, 1), (refusal.GetProperty("from_datetime").GetString(), refusal.GetProperty("to_datetime").GetString(), refusal.GetProperty("times").GetInt32()));
        var conflict = Assert.Single(refusal.GetProperty("conflicts").EnumerateArray());
        Assert.Equal((works.Id, From, To), (conflict.GetProperty("id").GetString(), conflict.GetProperty("from_datetime").GetString(), conflict.GetProperty("to_datetime").GetString()));
    }

    [Fact]
    public async Task The_same_refusal_again_is_one_and_a_change_names_what_was_to_be_moved()
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Allocate(car, From, To)).Expect(201);
        var moved = (await gateway.Client.Allocate(car, To, "2036-12-01T13:00:00Z")).Expect(201);
        for (var i = 0; i < 3; i++)
            (await gateway.Client.Allocate(car, From, To)).ExpectProblem(409, "overlap");
        (await gateway.Client.Patch(moved.Location!, new { from_datetime = From })).ExpectProblem(409, "overlap");
        (await gateway.Client.Allocate(car, From, To)).ExpectProblem(409, "overlap");
        var refusals = (await gateway.Client.Get($"{car}/refusals")).Expect(200).Items;
        Assert.Equal([4, 1], refusals.Select(refusal => refusal.GetProperty("times").GetInt32()));
        Assert.Equal(moved.Id, refusals[1].GetProperty("moved").GetString());
        Assert.Equal((From, "2036-12-01T13:00:00Z"), (refusals[1].GetProperty("from_datetime").GetString(), refusals[1].GetProperty("to_datetime").GetString()));
        Assert.True(refusals[0].GetProperty("first").GetDateTime() < refusals[0].GetProperty("last").GetDateTime());
    }

    [Fact]
    public async Task The_latest_fifty_are_kept_newest_first_through_a_restart()
    {
        await using var own = await InProcessGateway.StartAsync();
        var car = await own.Client.Create();
        (await own.Client.Post($"{car}/allocations", new { from_infinity = true, to_infinity = true, allocation_type = "works" })).Expect(201);
        for (var minute = 0; minute < 55; minute++)
            (await own.Client.Allocate(car, $"2036-12-01T10:{minute:00}:00Z", To)).ExpectProblem(409, "overlap");
        var before = (await own.Client.Get($"{car}/refusals")).Expect(200);
        Assert.Equal(50, before.Items.Count);
        Assert.Equal("2036-12-01T10:54:00Z", before.Items[0].GetProperty("from_datetime").GetString());
        await own.KillAsync();
        await own.StartAgainAsync();
        Assert.Equal(before.Text, (await own.Client.Get($"{car}/refusals")).Expect(200).Text);
    }

    [Fact]
    public async Task Another_resource_has_none()
    {
        var car = await gateway.Client.Create();
        Assert.Empty((await gateway.Client.Get($"{car}/refusals")).Expect(200).Items);
        (await gateway.Client.Get(car.Replace("cars", "lorries", StringComparison.Ordinal) + "/refusals")).ExpectProblem(404, "not-found");
    }
}
