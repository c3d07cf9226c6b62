namespace Inventory.Tests.Gateway.Allocations;

public sealed class AllocationTests(SharedGateway gateway)
{
    [Fact]
    public async Task An_allocation_is_made_and_read()
    {
        var car = await gateway.Client.Create();
        var made = (await gateway.Client.Post($"{car}/allocations", new
        {
            from_datetime = "2026-12-01T10:00:00+01:00",
            to_datetime = "2026-12-01T11:30:00.5",
            allocation_type = "maintenance",
            description = "tyres",
            dump = new { workshop = 7 },
        })).Expect(201);

        Assert.Equal(
            ["id", "resource_id", "resource_type", "from_infinity", "to_infinity", "from_datetime", "to_datetime", "allocation_type", "description", "reference", "dump", "status", "expires", "created"],
            made.Json.EnumerateObject().Select(m => m.Name));
        Assert.True(Guid.TryParseExact(made.Id, "D", out _));
        Assert.Equal($"{car}/allocations/{made.Id}", made.Location);
        Assert.NotNull(made.ETag);
        Assert.Equal(
            $$"""
            {"id":"{{made.Id}}","resource_id":"{{car.Split('/')[^1]}}","resource_type":"Car","from_infinity":false,"to_infinity":false,"from_datetime":"2026-12-01T09:00:00Z","to_datetime":"2026-12-01T11:30:00.5Z","allocation_type":"maintenance","description":"tyres","reference":null,"dump":{"workshop":7},"status":"firm","expires":null,"created":"{{made["created"].GetString()}}"}
            """,
            made.Text);

        var read = (await gateway.Client.Get(made.Location!)).Expect(200);
        Assert.Equal((made.Text, made.ETag), (read.Text, read.ETag));
        Assert.Equal([made.Text], (await gateway.Client.Get($"{car}/allocations")).Items.Select(a => a.GetRawText()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"description\":null,\"dump\":null,\"hold_seconds\":null")]
    [InlineData(",\"dump\":{}")]
    public async Task An_allocation_without_texts_has_none(string members)
    {
        var car = await gateway.Client.Create();
        var made = (await gateway.Client.Post($"{car}/allocations", $$"""{"from_infinity":true,"to_infinity":true,"allocation_type":"booking"{{members}}}""")).Expect(201);
        Assert.Equal("null", made["description"].GetRawText());
        Assert.Equal("{}", made["dump"].GetRawText());
        Assert.Equal(made.Text, (await gateway.Client.Get(made.Location!)).Text);
    }

    [Fact]
    public async Task A_released_time_is_free_and_a_second_release_finds_nothing()
    {
        var car = await gateway.Client.Create();
        var first = (await gateway.Client.Allocate(car, null, null)).Expect(201);
        (await gateway.Client.Allocate(car, null, null)).ExpectProblem(409, "overlap");

        var released = (await gateway.Client.Delete(first.Location!)).Expect(204);
        Assert.Empty(released.Body);
        (await gateway.Client.Delete(first.Location!)).ExpectProblem(404, "not-found");
        (await gateway.Client.Get(first.Location!)).ExpectProblem(404, "not-found");
        Assert.Empty((await gateway.Client.Get($"{car}/allocations")).Items);

        var second = (await gateway.Client.Allocate(car, null, null)).Expect(201);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal([second.Text], (await gateway.Client.Get($"{car}/allocations")).Items.Select(a => a.GetRawText()));
    }

    [Fact]
    public async Task Of_releases_that_race_one_succeeds()
    {
        var car = await gateway.Client.Create();
        var allocation = (await gateway.Client.Allocate(car, null, null)).Expect(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => gateway.Client.Delete(allocation.Location!)));
        var winner = Assert.Single(answers, a => a.Status == 204);
        Assert.All(answers.Except([winner]), a => a.ExpectProblem(404, "not-found"));
    }

    [Fact]
    public async Task Resources_do_not_get_in_each_others_way()
    {
        var cars = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gateway.Client.Create()));
        var answers = await Task.WhenAll(cars.Select(car => gateway.Client.Allocate(car, null, null)));
        Assert.All(answers, a => a.Expect(201));
    }
}
