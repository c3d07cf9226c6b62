using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;

namespace Inventory.Tests.Gateway.Api;

public sealed class ListTests(SharedGateway gateway)
{
    [Fact]
    public async Task Types_are_walked_as_well()
    {
        var whole = (await gateway.Client.Get("/api/types")).Expect(200).Items.Select(type => type.GetRawText()).ToList();
        var pages = await gateway.Client.Pages("/api/types?limit=2");
        Assert.Equal(whole, pages.SelectMany(page => page.Items).Select(type => type.GetRawText()));
        Assert.Equal((whole.Count + 1) / 2, pages.Count);
        (await gateway.Client.Get("/api/types?limit=x")).ExpectFaults("?limit");
    }

    [Fact]
    public async Task A_parameter_that_is_given_twice_is_refused()
    {
        (await gateway.Client.Get("/api/cars?name=a&limit=1&name=b")).ExpectFaults("?name");
        (await gateway.Client.Get("/api/events?after=a&after=a")).ExpectFaults("?after");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Resources_are_walked_the_oldest_first(int limit)
    {
        List<string> made = [];
        for (var i = 0; i < 21; i++)
            made.Add(await gateway.Client.Create("launchpads"));
        var whole = Paths(await gateway.Client.Pages("/api/launchpads"));

        var pages = await gateway.Client.Pages($"/api/launchpads?limit={limit}");

        Assert.All(pages.SkipLast(1), p => Assert.Equal(limit, p.Items.Count));
        Assert.NotEmpty(pages[^1].Items);
        Assert.Equal(whole, Paths(pages));
        Assert.Equal(made, whole.TakeLast(made.Count));
        Assert.Equal(whole.Distinct(), whole);

        static List<string> Paths(List<Answer> pages) => [.. pages.SelectMany(p => p.Items).Select(r => $"/api/launchpads/{r.GetProperty("id")}")];
    }

    [Fact]
    public async Task A_walk_over_resources_is_stable_while_they_come_and_go()
    {
        List<string> made = [];
        for (var i = 0; i < 12; i++)
            made.Add(await gateway.Client.Create("launchpads"));
        List<string> seen = [];
        for (var next = "/api/launchpads?limit=2"; next is not null;)
        {
            var page = (await gateway.Client.Get(next)).Expect(200);
            seen.AddRange(page.Items.Select(r => $"/api/launchpads/{r.GetProperty("id")}"));
            // What was just seen goes, and so what the cursor names; something new comes at the end, five times.
            if (made.IndexOf(seen[^1]) is >= 0 and < 10)
                (await gateway.Client.Delete(seen[^1])).Expect(204);
            if (made.Count < 17)
                made.Add(await gateway.Client.Create("launchpads"));
            next = page.Next;
        }
        Assert.Equal(made, seen.Where(made.Contains));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public async Task Allocations_are_walked_by_start(int limit)
    {
        var car = await gateway.Client.Create();
        List<(string? From, string? To)> times = [(null, "2026-12-01T00:00:00Z"), .. Enumerable.Range(1, 20).Select(Hour), ("2027-01-01T00:00:00Z", null)];
        foreach (var (from, to) in times.OrderBy(t => t.From?.GetHashCode(StringComparison.Ordinal)))
            (await gateway.Client.Allocate(car, from, to)).Expect(201);

        foreach (var query in new[] { "", "&from=2026-11-01T00:00:00Z", "&to=2027-01-01T00:00:00.000001%2B00:00", "&from=2026-11-01T00:00:00+05:30&to=2028-01-01T00:00:00-05:30" })
        {
            var pages = await gateway.Client.Pages($"{car}/allocations?limit={limit}{query}");
            Assert.All(pages.SkipLast(1), p => Assert.Equal(limit, p.Items.Count));
            Assert.NotEmpty(pages[^1].Items);
            Assert.Equal(times.Select(t => t.From), pages.SelectMany(p => p.Items).Select(a => a.GetProperty("from_datetime").GetString()));
        }

        static (string?, string?) Hour(int n) => ($"2026-12-01T{n:00}:00:00Z", $"2026-12-01T{n:00}:30:00Z");
    }

    [Fact]
    public async Task A_list_without_a_limit_ends_after_1000_and_goes_on()
    {
        var car = await gateway.Client.Create();
        var start = new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var chunk in Enumerable.Range(0, 1005).Chunk(50))
            await Task.WhenAll(chunk.Select(async n => (await gateway.Client.Allocate(car, $"{start.AddHours(n):s}Z", $"{start.AddHours(n + 1):s}Z")).Expect(201)));

        foreach (var query in new[] { "", "?from=2026-01-01T00:00:00Z", "" })
        {
            var pages = await gateway.Client.Pages($"{car}/allocations{query}");
            Assert.Equal([1000, 5], pages.Select(p => p.Items.Count));
            Assert.Equal(Enumerable.Range(0, 1005).Select(n => $"{start.AddHours(n):s}Z"), pages.SelectMany(p => p.Items).Select(a => a.GetProperty("from_datetime").GetString()));
        }
    }

    [Theory]
    [InlineData("limit=0", "?limit")]
    [InlineData("limit=-1", "?limit")]
    [InlineData("limit=1001", "?limit")]
    [InlineData("limit=99999999999999999999", "?limit")]
    [InlineData("limit=", "?limit")]
    [InlineData("limit=ten", "?limit")]
    [InlineData("limit=1.5", "?limit")]
    [InlineData("limit=1e2", "?limit")]
    [InlineData("limit=%201", "?limit")]
    [InlineData("limit=1&limit=2", "?limit")]
    [InlineData("cursor=", "?cursor")]
    [InlineData("cursor=1", "?cursor")]
    [InlineData("cursor=garbage", "?cursor")]
    [InlineData("cursor=AAAAAAAAAA%3D", "?cursor")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAA", "?cursor")]
    [InlineData("cursor=%00%01", "?cursor")]
    public async Task A_limit_or_cursor_that_cannot_be_breaks_a_rule(string query, string pointer)
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Get($"/api/cars?{query}")).ExpectFaults(pointer);
        (await gateway.Client.Get($"{car}/allocations?{query}")).ExpectFaults(pointer);
    }

    [Fact]
    public async Task A_list_of_nothing_is_an_empty_array_without_a_link()
    {
        var car = await gateway.Client.Create();
        var list = (await gateway.Client.Get($"{car}/allocations?limit=1")).Expect(200);
        Assert.Equal("[]", list.Text);
        Assert.Null(list.Header("Link"));
        Assert.Equal("[]", (await gateway.Client.Get("/api/cars?name=nobody")).Expect(200).Text);
    }

    [Fact]
    public async Task A_list_that_ends_with_the_page_has_no_link()
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Allocate(car, null, "2026-12-01T10:00:00Z")).Expect(201);
        (await gateway.Client.Allocate(car, "2026-12-01T10:00:00Z", null)).Expect(201);
        Assert.Null((await gateway.Client.Get($"{car}/allocations?limit=2")).Header("Link"));
        Assert.NotNull((await gateway.Client.Get($"{car}/allocations?limit=1")).Next);
    }
}
