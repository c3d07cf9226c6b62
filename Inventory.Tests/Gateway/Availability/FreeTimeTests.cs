using System.Globalization;

namespace Inventory.Tests.Gateway.Availability;

public sealed class FreeTimeTests(SharedGateway gateway)
{
    [Fact]
    public async Task The_gaps_of_a_resource_are_listed_by_start()
    {
        var car = await gateway.Client.Create();
        Assert.Equal([(null, null)], await Free($"{car}/free"));
        (await gateway.Client.Allocate(car, At(10), At(11))).Expect(201);
        (await gateway.Client.Allocate(car, At(12), At(15))).Expect(201);
        (await gateway.Client.Allocate(car, At(17), null)).Expect(201);
        Assert.Equal([(null, At(10)), (At(11), At(12)), (At(15), At(17))], await Free($"{car}/free"));
        Assert.Equal([(null, At(10)), (At(15), At(17))], await Free($"{car}/free?duration=PT1H30M"));
        Assert.Equal([(At(11), At(12)), (At(15), At(16))], await Free($"{car}/free?from={At(10)}&to={At(16)}&duration=PT1H"));
        Assert.Empty(await Free($"{car}/free?from={At(17)}"));
    }

    [Fact]
    public async Task Of_slots_only_whole_ones_are_offered()
    {
        var runway = await gateway.Client.Create("runways");
        (await gateway.Client.Allocate(runway, At(11), At(12))).Expect(201);
        Assert.Equal([("2036-12-01T10:30:00Z", At(11)), (At(12), "2036-12-01T12:30:00Z")], await Free($"{runway}/free?from=2036-12-01T10:10:00Z&to=2036-12-01T12:59:59Z"));
        Assert.Equal([(At(12), null)], await Free($"{runway}/free?from=2036-12-01T11:10:00Z"));
        Assert.Empty(await Free($"{runway}/free?from=2036-12-01T10:10:00Z&to=2036-12-01T10:50:00Z"));
        (await gateway.Client.Get($"/api/runways/{Guid.NewGuid()}/free?from=2036-12-01T10:10:00Z&to=2036-12-01T10:20:00Z")).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task Gaps_come_in_pages()
    {
        var car = await gateway.Client.Create();
        for (var hour = 0; hour < 10; hour += 2)
            (await gateway.Client.Allocate(car, At(hour), At(hour + 1))).Expect(201);
        var pages = await gateway.Client.Pages($"{car}/free?from={At(0)}&to={At(10)}&duration=PT1H&limit=2");
        Assert.Equal([2, 2, 1], pages.Select(p => p.Items.Count));
        Assert.Equal([At(1), At(3), At(5), At(7), At(9)], pages.SelectMany(p => p.Items).Select(g => g.GetProperty("from").GetString()));
    }

    [Theory]
    [InlineData("duration=1h", "?duration"), InlineData("duration=PT0S", "?duration"), InlineData("duration=-PT1H", "?duration"), InlineData("duration=P1M", "?duration")]
    [InlineData("from=2026-12-01T10:00:00Z&to=2026-12-01T10:00:00Z", "?to"), InlineData("limit=0", "?limit"), InlineData("cursor=x", "?cursor")]
    public async Task A_question_that_makes_no_sense_breaks_a_rule(string query, string pointer) =>
        (await gateway.Client.Get($"{await gateway.Client.Create()}/free?{query}")).ExpectFaults(pointer);

    [Fact]
    public async Task Slots_are_listed_with_those_that_are_free()
    {
        var runway = await gateway.Client.Create("runways");
        (await gateway.Client.Allocate(runway, At(10), At(11))).Expect(201);
        var slots = (await gateway.Client.Get($"{runway}/slots?from=2036-12-01T09:20:00Z&to=2036-12-01T11:59:00Z")).Expect(200).Items;
        Assert.Equal(
            [("2036-12-01T09:30:00Z", At(10), true), (At(10), "2036-12-01T10:30:00Z", false), ("2036-12-01T10:30:00Z", At(11), false), (At(11), "2036-12-01T11:30:00Z", true)],
            slots.Select(s => (s.GetProperty("from").GetString(), s.GetProperty("to").GetString(), s.GetProperty("free").GetBoolean())));
        Assert.Empty((await gateway.Client.Get($"{runway}/slots?from={At(10)}&to=2036-12-01T10:29:00Z")).Expect(200).Items);
    }

    [Fact]
    public async Task There_are_10000_slots_at_most_in_an_answer()
    {
        var runway = await gateway.Client.Create("runways");
        var (start, length) = (new DateTime(2036, 1, 1, 0, 0, 0, DateTimeKind.Utc), TimeSpan.FromMinutes(30));
        Assert.Equal(10_000, (await gateway.Client.Get($"{runway}/slots?from={start:s}Z&to={start + (10_000 * length):s}Z")).Expect(200).Items.Count);
        (await gateway.Client.Get($"{runway}/slots?from={start:s}Z&to={start + (10_001 * length):s}Z")).ExpectFaults("?to");
        (await gateway.Client.Get($"{runway}/slots")).ExpectFaults("?from", "?to");
        (await gateway.Client.Get($"/api/runways/{Guid.NewGuid()}/slots?from={At(10)}&to={At(11)}")).ExpectProblem(404, "not-found");
    }

    private async Task<IEnumerable<(string?, string?)>> Free(string path) =>
        (await gateway.Client.Get(path)).Expect(200).Items.Select(g => (g.GetProperty("from").GetString(), g.GetProperty("to").GetString()));

    private static string At(int hour) => string.Create(CultureInfo.InvariantCulture, $"2036-12-01T{hour:00}:00:00Z");
}
