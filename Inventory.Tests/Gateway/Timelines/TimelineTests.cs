using System.Text.Json;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Timelines;

/// <summary>Many calendars in one answer.</summary>
public sealed class TimelineTests : IAsyncLifetime
{
    private const string Window = "/api/runways/timeline?from=2035-12-01T00:00:00Z&to=2035-12-02T00:00:00Z";

    private InProcessGateway _gateway = null!;
    private (string, string) _root;
    private (string, string) _ann;
    private (string, string) _bob;
    private readonly List<string> _runways = [];

    private GatewayClient Client => _gateway.Client;

    public async ValueTask InitializeAsync()
    {
        _gateway = await InProcessGateway.StartAsync("--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", Password, "--Inventory:Bookings:MaxDaysAhead", "3650");
        _root = await LoginAsync("root");
        await Client.RegisterAsync("ann");
        await Client.RegisterAsync("bob");
        (_ann, _bob) = (await LoginAsync("ann"), await LoginAsync("bob"));
        for (var n = 0; n < 3; n++)
            _runways.Add((await Client.Post("/api/runways", new { name = $"R{n}", attributes = new { length = n < 2 ? 3_000 : 1_000 } }, _root)).Expect(201).Location!);
    }

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Each_resource_has_the_allocations_of_the_window_and_its_version()
    {
        var inside = await AllocateAsync(1, "2035-12-01T10:00:00Z", "2035-12-01T11:00:00Z", _root);
        await AllocateAsync(1, "2035-12-03T10:00:00Z", "2035-12-03T11:00:00Z", _root);
        await AllocateAsync(2, "2035-11-30T23:00:00Z", "2035-12-01T01:00:00Z", _root);
        var timeline = (await Client.Get(Window, _root)).Expect(200);
        Assert.Equal(["R0", "R1", "R2"], timeline["rows"].EnumerateArray().Select(row => row.GetProperty("resource").GetProperty("name").GetString()));
        Assert.Equal([(1L, 0), (3L, 1), (2L, 1)], timeline["rows"].EnumerateArray().Select(row => (row.GetProperty("version").GetInt64(), row.GetProperty("allocations").GetArrayLength())));
        Assert.Equal((await Client.Get(inside, _root)).Text, timeline["rows"][1].GetProperty("allocations")[0].GetRawText());
        Assert.Equal(timeline.Text, (await Client.Get(Window, _root)).Expect(200).Text);
    }

    [Fact]
    public async Task Its_cursor_goes_on_in_the_change_feed()
    {
        await AllocateAsync(0, "2035-12-01T10:00:00Z", "2035-12-01T11:00:00Z", _root);
        var cursor = (await Client.Get(Window, _root)).Expect(200)["cursor"].GetString();
        Assert.Empty((await Client.Get($"/api/events?after={cursor}", _root)).Expect(200).Items);
        var made = await AllocateAsync(0, "2035-12-01T11:00:00Z", "2035-12-01T12:00:00Z", _root);
        var next = Assert.Single((await Client.Get($"/api/events?after={cursor}", _root)).Expect(200).Items);
        Assert.EndsWith(next.GetProperty("subject").GetString()!, made, StringComparison.Ordinal);
        Assert.Equal(next.GetProperty("sequence").GetString(), $"{(await RowsAsync(_root))[0].GetProperty("version").GetInt64()}");
    }

    [Fact]
    public async Task A_row_is_as_its_resource_is_after_each_change()
    {
        Assert.Equal(0, CountOf((await RowsAsync(_root))[0]));
        var made = await AllocateAsync(0, "2035-12-01T10:00:00Z", "2035-12-01T11:00:00Z", _root);
        Assert.Equal(1, CountOf((await RowsAsync(_root))[0]));
        (await Client.Patch(_runways[0], new { name = "North" }, _root)).Expect(200);
        Assert.Equal("North", (await RowsAsync(_root))[0].GetProperty("resource").GetProperty("name").GetString());
        (await Client.Delete(made, _root)).Expect(204);
        Assert.Equal(0, CountOf((await RowsAsync(_root))[0]));
        (await Client.Delete(_runways[1], _root)).Expect(204);
        Assert.Equal(["North", "R2"], (await RowsAsync(_root)).Select(row => row.GetProperty("resource").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_hold_is_gone_when_it_has_expired()
    {
        var hold = (await Client.Post($"{_runways[0]}/allocations", new { from_datetime = "2035-12-01T10:00:00Z", to_datetime = "2035-12-01T11:00:00Z", allocation_type = "booking", hold_seconds = 1 }, _root)).Expect(201);
        var isThere = CountOf((await RowsAsync(_root))[0]) == 1;
        // On a busy machine the answer may come too late for a second.
        Assert.True(isThere || hold["expires"].GetDateTimeOffset() <= TimeProvider.System.GetUtcNow());
        await Eventually.HoldsAsync(async () => CountOf((await RowsAsync(_root))[0]) == 0, () => "The hold is still there.");
    }

    [Fact]
    public async Task A_customer_sees_of_others_only_when()
    {
        await AllocateAsync(0, "2035-12-01T10:00:00Z", "2035-12-01T11:00:00Z", _ann);
        await AllocateAsync(0, "2035-12-01T12:00:00Z", "2035-12-01T13:00:00Z", _bob);
        // In this order and again: what was rendered for one is not shown to another.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal([true, true], await WholeAsync(_root));
            Assert.Equal([true, false], await WholeAsync(_ann));
            Assert.Equal([false, true], await WholeAsync(_bob));
            Assert.Equal([false, false], await WholeAsync(await NewCustomerAsync()));
        }

        async Task<IEnumerable<bool>> WholeAsync((string, string) caller) => (await RowsAsync(caller))[0].GetProperty("allocations").EnumerateArray().Select(allocation =>
        {
            var members = allocation.EnumerateObject().Select(member => member.Name).ToList();
            if (members.Contains("id"))
                return true;
            Assert.Equal(["from_infinity", "to_infinity", "from_datetime", "to_datetime"], members);
            return false;
        });
    }

    [Fact]
    public async Task It_comes_in_pages_and_by_attributes()
    {
        var pages = await Client.Pages($"{Window}&limit=2", _root);
        Assert.Equal([2, 1], pages.Select(page => page["rows"].GetArrayLength()));
        Assert.Equal(["R0", "R1"], (await Client.Get($"{Window}&attributes.length=3000", _root)).Expect(200)["rows"].EnumerateArray().Select(row => row.GetProperty("resource").GetProperty("name").GetString()));
        (await Client.Get("/api/runways/timeline?from=2035-12-02T00:00:00Z&to=2035-12-01T00:00:00Z&limit=0&cursor=x", _root)).ExpectFaults("?to", "?limit", "?cursor");
        Assert.Equal(3, (await Client.Get("/api/runways/timeline", _root)).Expect(200)["rows"].GetArrayLength());
    }

    [Fact]
    public async Task A_row_with_more_allocations_than_a_list_has_is_complete()
    {
        await Task.WhenAll(Enumerable.Range(0, 1_200).Select(n => AllocateAsync(0, $"{new DateTime(2036, 1, 1).AddMinutes(30 * n):s}Z", $"{new DateTime(2036, 1, 1).AddMinutes(30 * (n + 1)):s}Z", _root)));
        var row = (await Client.Get("/api/runways/timeline", _root)).Expect(200)["rows"][0];
        Assert.Equal((1_200, 1_201L), (CountOf(row), row.GetProperty("version").GetInt64()));
        Assert.Equal(1_200, row.GetProperty("allocations").EnumerateArray().Select(allocation => allocation.GetProperty("id").GetString()).Distinct().Count());
    }

    private static int CountOf(JsonElement row) => row.GetProperty("allocations").GetArrayLength();

    private async Task<List<JsonElement>> RowsAsync((string, string) caller) => [.. (await Client.Get(Window, caller)).Expect(200)["rows"].EnumerateArray()];

    private async Task<string> AllocateAsync(int runway, string from, string to, (string, string) caller) =>
        (await Client.Post($"{_runways[runway]}/allocations", new { from_datetime = from, to_datetime = to, allocation_type = "booking" }, caller)).Expect(201).Location!;

    private async Task<(string, string)> LoginAsync(string username) => As((await Client.Post("/api/users/login", new { username, password = Password })).Expect(200)["token"].GetString()!);

    private async Task<(string, string)> NewCustomerAsync()
    {
        var name = GatewayClient.NewName();
        await Client.RegisterAsync(name);
        return await LoginAsync(name);
    }
}
