using System.Text.Json;
using Inventory.Gateway.Api;
using Inventory.Gateway.Events;
using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Events;

/// <summary>The changes of a type, for the page of a customer as for that of an operator.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class ChangeTests(SecuredGateway gateway)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task They_go_on_where_a_timeline_stands()
    {
        var runway = await CreateAsync();
        await AllocateAsync(runway, gateway.Operator);
        var cursor = (await gateway.Client.Get("/api/runways/timeline?limit=1", As(gateway.Operator))).Expect(200)["cursor"].GetString();
        var made = await AllocateAsync(runway, gateway.Customer, hour: 12);
        await using var all = await OpenAsync(gateway.Operator, $"after={cursor}");
        await using var some = await OpenAsync(gateway.Operator, $"after={cursor}&resource={IdOf(runway)}");
        foreach (var stream in new[] { all, some })
        {
            var change = await stream.UntilAsync("inventory.allocated", IdOf(made));
            Assert.Equal((runway, 3L), (change.Source, change.Sequence));
            Assert.Equal((await gateway.Client.Get(made, As(gateway.Operator))).Text, change.Data.GetProperty("allocation").GetRawText());
        }
    }

    [Fact]
    public async Task Other_types_and_other_resources_are_left_out()
    {
        var (first, second, third) = (await CreateAsync(), await CreateAsync(), await CreateAsync());
        await using var listener = await OpenAsync(gateway.Operator, $"resource={IdOf(first)}&resource={IdOf(third)}");
        await CreateAsync("lorries");
        await AllocateAsync(second, gateway.Operator);
        await AllocateAsync(third, gateway.Operator);
        await AllocateAsync(first, gateway.Operator);
        Assert.Equal([third, first], [(await listener.NextAsync()).Source, (await listener.NextAsync()).Source]);

        await using var lorries = await OpenAsync(gateway.Operator, type: "lorries");
        await AllocateAsync(second, gateway.Operator, hour: 14);
        var lorry = await CreateAsync("lorries");
        await foreach (var change in ReadUntilAsync(lorries, lorry))
            Assert.StartsWith("/api/lorries/", change.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_sees_of_others_only_when_and_never_who_asked()
    {
        var runway = await CreateAsync();
        await using var own = await OpenAsync(gateway.Customer, $"resource={IdOf(runway)}");
        await using var other = await OpenAsync(gateway.OtherCustomer, $"resource={IdOf(runway)}");
        var made = await AllocateAsync(runway, gateway.Customer);
        (await gateway.Client.Patch(made, new { to_datetime = "2035-12-01T12:00:00Z" }, As(gateway.Operator))).Expect(200);
        (await gateway.Client.Delete(made, As(gateway.Operator))).Expect(204);
        (await gateway.Client.Patch(runway, new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(200);

        string[] types = ["inventory.allocated", "inventory.allocation-updated", "inventory.released", "inventory.resource-updated"];
        foreach (var (type, n) in types.Select((type, n) => (type, n)))
        {
            var (mine, foreign) = (await own.NextAsync(), await other.NextAsync());
            Assert.Equal((type, runway, n + 2L), (mine.Type, mine.Source, mine.Sequence));
            Assert.Equal((type, runway, n + 2L, mine.Id), (foreign.Type, foreign.Source, foreign.Sequence, foreign.Id));
            Assert.Equal(n < 2 ? IdOf(made) : null, mine.Subject);
            Assert.Null(foreign.Subject);
            Assert.All([mine, foreign], change => Assert.False(change.Json.TryGetProperty("actor", out _)));
            Assert.Equal(n < 2, mine.Data.TryGetProperty("allocation", out var whole) && whole.GetProperty("id").GetString() == IdOf(made));
            Assert.Equal(n < 2 ? ["from_infinity", "to_infinity", "from_datetime", "to_datetime"] : [],
                foreign.Data.TryGetProperty("allocation", out var times) ? times.EnumerateObject().Select(member => member.Name) : []);
            Assert.Equal(n == 3, foreign.Data.TryGetProperty("resource", out _));
        }
    }

    [Fact]
    public async Task A_cursor_is_passed_on_when_nothing_is_for_the_subscriber()
    {
        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {gateway.Customer}");
        using var response = await http.GetAsync($"/api/runways/changes?resource={Guid.NewGuid()}", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        var before = (await gateway.Client.Get("/api/runways/timeline?limit=1", As(gateway.Operator))).Expect(200)["cursor"].GetString();
        await CreateAsync();
        var cursor = await lines.ReadLineAsync().WaitAsync(Patience);
        Assert.StartsWith("id: ", cursor, StringComparison.Ordinal);
        Assert.True(Cursor.TryParse(cursor![4..], out var passed) && Cursor.TryParse(before!, out var known) && passed > known, cursor);
        Assert.Equal("", await lines.ReadLineAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_customer_has_twenty_streams()
    {
        var token = await gateway.NewTokenAsync();
        var streams = new List<EventListener>();
        for (var n = 0; n < SubscriberLimit.MaxOfCustomer; n++)
            streams.Add(await OpenAsync(token));
        (await gateway.Client.Get("/api/runways/changes", As(token))).ExpectProblem(429, "too-many-requests");
        await using (await OpenAsync(gateway.Customer))
            await streams[0].DisposeAsync();
        await Eventually.HoldsAsync(async () =>
        {
            using var http = new HttpClient { BaseAddress = gateway.Address };
            http.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
            using var response = await http.GetAsync("/api/runways/changes", HttpCompletionOption.ResponseHeadersRead);
            return response.IsSuccessStatusCode;
        }, () => "The place of a stream that ended is not free.");
        foreach (var stream in streams)
            await stream.DisposeAsync();
    }

    [Fact]
    public async Task They_end_when_staff_becomes_a_customer()
    {
        var username = await gateway.NewUserAsync();
        await gateway.SetRoleAsync(username, "operator");
        await using var listener = await OpenAsync(await gateway.LoginAsync(username));
        await gateway.SetRoleAsync(username, "customer");
        await CreateAsync();
        Assert.Equal(0, await listener.UntilEndAsync());
    }

    [Fact]
    public async Task Bad_parameters_are_refused()
    {
        (await gateway.Client.Get("/api/runways/changes?after=yesterday&resource=R1", As(gateway.Customer))).ExpectFaults("?resource", "?after");
        (await gateway.Client.Get($"/api/runways/changes?after={Cursor.Of(1_000_000_000)}", As(gateway.Customer))).ExpectProblem(410, "cursor-ahead");
        (await gateway.Client.Get("/api/runways/timeline?resource=R1", As(gateway.Customer))).ExpectFaults("?resource");
        (await gateway.Client.Get($"/api/runways/timeline?resource={Guid.NewGuid()}&attributes.colour=red", As(gateway.Customer))).ExpectFaults("?resource");
    }

    [Fact]
    public async Task A_timeline_shows_the_resources_that_are_named()
    {
        var (first, second, car) = (await CreateAsync(), await CreateAsync(), await CreateAsync("cars"));
        await AllocateAsync(second, gateway.Operator);
        var path = $"/api/runways/timeline?resource={IdOf(second)}&resource={IdOf(first)}&resource={IdOf(car)}&resource={Guid.NewGuid()}";
        var rows = (await gateway.Client.Get(path, As(gateway.Customer))).Expect(200)["rows"];
        Assert.Equal([(IdOf(first), 0), (IdOf(second), 1)], rows.EnumerateArray().Select(RowOf));
        var pages = await gateway.Client.Pages($"{path}&limit=1", As(gateway.Customer));
        Assert.Equal([(IdOf(first), 0), (IdOf(second), 1)], pages.Select(page => RowOf(page["rows"][0])));

        static (string, int) RowOf(JsonElement row) => (row.GetProperty("resource").GetProperty("id").GetString()!, row.GetProperty("allocations").GetArrayLength());
    }

    private static string IdOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static async IAsyncEnumerable<FeedItem> ReadUntilAsync(EventListener listener, string source)
    {
        while (true)
        {
            var next = await listener.NextAsync();
            yield return next;
            if (next.Source == source)
                yield break;
        }
    }

    private Task<EventListener> OpenAsync(string token, string query = "", string type = "runways") => EventListener.OpenAsync(gateway.Address, token: token, path: $"/api/{type}/changes?{query}");

    private async Task<string> CreateAsync(string type = "runways") => (await gateway.Client.Post($"/api/{type}", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;

    private async Task<string> AllocateAsync(string resource, string token, int hour = 10) => (await gateway.Client.Post($"{resource}/allocations", new
    {
        from_datetime = $"2035-12-01T{hour}:00:00Z",
        to_datetime = $"2035-12-01T{hour + 1}:00:00Z",
        allocation_type = "booking",
    }, As(token))).Expect(201).Location!;
}
