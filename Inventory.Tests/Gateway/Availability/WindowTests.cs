namespace Inventory.Tests.Gateway.Availability;

public sealed class WindowTests(SharedGateway gateway)
{
    // The allocations a [08, 10), b [10, 12), c [14, ∞) and z (-∞, 06), on one day.
    [Theory]
    [InlineData("", "zabc")]
    [InlineData("?from=2026-12-01T10:00:00Z", "bc")]
    [InlineData("?from=2026-12-01T09:59:59.999999Z", "abc")]
    [InlineData("?to=2026-12-01T10:00:00Z", "za")]
    [InlineData("?to=2026-12-01T10:00:00.000001Z", "zab")]
    [InlineData("?from=2026-12-01T09:00:00Z&to=2026-12-01T11:00:00Z", "ab")]
    [InlineData("?from=2026-12-01T12:00:00Z&to=2026-12-01T14:00:00Z", "")]
    [InlineData("?from=2026-12-01T12:00:00Z&to=2026-12-01T14:00:01Z", "c")]
    [InlineData("?from=2026-12-01T06:00:00Z&to=2026-12-01T08:00:00Z", "")]
    [InlineData("?from=2026-12-01T05:00:00Z&to=2026-12-01T08:00:00Z", "z")]
    [InlineData("?from=9999-01-01T00:00:00Z", "c")]
    [InlineData("?to=0001-01-01T00:00:00.5Z", "z")]
    [InlineData("?from=2026-12-01T11:00:00%2B02:00&to=2026-12-01T10:00:00", "a")]
    [InlineData("?from=2026-12-01T11:00:00+02:00&to=2026-12-01T12:00:00+02:00", "a")]
    [InlineData("?from=2026-12-01T11:00:00 02:00&to=2026-12-01t10:00:00z", "a")]
    [InlineData("?from=2026-12-01T09%3A00%3A00.5-00%3A00&to=2026-12-01T10:00:00Z", "a")]
    [InlineData("?unknown=1", "zabc")]
    public async Task A_window_shows_what_touches_it(string query, string expected)
    {
        var car = await gateway.Client.Create();
        foreach (var (name, from, to) in new (string, string?, string?)[] { ("a", "08", "10"), ("b", "10", "12"), ("c", "14", null), ("z", null, "06") })
            (await gateway.Client.Post($"{car}/allocations", new
            {
                from_datetime = from is null ? null : $"2026-12-01T{from}:00:00Z",
                from_infinity = from is null,
                to_datetime = to is null ? null : $"2026-12-01T{to}:00:00Z",
                to_infinity = to is null,
                allocation_type = name,
            })).Expect(201);

        var answer = (await gateway.Client.Get($"{car}/allocations{query}")).Expect(200);

        Assert.Equal(expected, string.Concat(answer.Items.Select(a => a.GetProperty("allocation_type").GetString())));
    }

    [Theory]
    [InlineData("?from=2026-12-01T10:00:00Z&to=2026-12-01T10:00:00Z", "?to")]
    [InlineData("?from=2026-12-01T10:00:00Z&to=2026-12-01T09:00:00Z", "?to")]
    [InlineData("?from=2026-12-01T10:00:00Z&to=2026-12-01T11:00:00%2B01:00", "?to")]
    [InlineData("?from=", "?from")]
    [InlineData("?to=", "?to")]
    [InlineData("?from=2026-12-01T10:00:00Z&from=2026-12-01T11:00:00Z", "?from")]
    [InlineData("?from=null&to=null", "?from", "?to")]
    public async Task A_window_that_cannot_be_breaks_a_rule(string query, params string[] pointers) =>
        (await gateway.Client.Get($"{await gateway.Client.Create()}/allocations{query}")).ExpectFaults(pointers);

    [Fact]
    public async Task A_list_shows_every_change_at_once()
    {
        var car = await gateway.Client.Create();
        for (var i = 0; i < 5; i++)
        {
            var made = (await gateway.Client.Allocate(car, null, null)).Expect(201);
            Assert.Equal(made.Id, Assert.Single((await gateway.Client.Get($"{car}/allocations")).Items).GetProperty("id").GetString());
            (await gateway.Client.Delete(made.Location!)).Expect(204);
            Assert.Empty((await gateway.Client.Get($"{car}/allocations")).Items);
            Assert.Empty((await gateway.Client.Get($"{car}/allocations?limit=5")).Items);
        }
    }
}
