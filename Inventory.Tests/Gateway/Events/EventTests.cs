using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;
using Inventory.Gateway.Api;
using Inventory.Gateway.Events;
using Microsoft.AspNetCore.Http;

namespace Inventory.Tests.Gateway.Events;

public sealed class EventTests
{
    private const int Cuts = 100;
    private static readonly int Changes = TestSettings.Trials(4 * Cuts);

    [Fact]
    public async Task The_feed_comes_in_pages_and_goes_on_where_the_last_one_ended_also_after_a_kill()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var empty = (await gateway.Client.Get("/api/events")).Expect(200);
        Assert.Empty(empty.Items);
        Assert.Null(empty.Next);
        var cars = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => gateway.Client.Create()));
        (await gateway.Client.Allocate(cars[0], null, null)).Expect(201);

        var first = (await gateway.Client.Get("/api/events")).Expect(200);
        Assert.Equal(["inventory.resource-created", "inventory.resource-created", "inventory.allocated"], first.Items.Select(e => FeedItem.Of(e).Type));
        Assert.Equal(first.Items.Select(item => item.GetRawText()), (await gateway.Client.Pages("/api/events?limit=2")).SelectMany(page => page.Items).Select(item => item.GetRawText()));
        Assert.Equal(2, (await gateway.Client.Get("/api/events?limit=2")).Items.Count);
        Assert.Equal(3, (await gateway.Client.Get("/api/events", ("Accept", "application/json, text/event-stream;q=0.5"))).Expect(200).Items.Count);
        (await gateway.Client.Get("/api/events?limit=0")).ExpectFaults("?limit");
        Assert.Equal([first.Items[2].GetRawText()], (await gateway.Client.Get($"/api/events?after={FeedItem.Of(first.Items[1]).Id}")).Items.Select(e => e.GetRawText()));

        await gateway.KillAsync();
        await gateway.StartAgainAsync();
        Assert.Empty((await gateway.Client.Get(first.Next!)).Expect(200).Items);
        (await gateway.Client.Delete($"{cars[0]}?force=true")).Expect(204);
        Assert.Equal("inventory.resource-deleted", FeedItem.Of(Assert.Single((await gateway.Client.Get(first.Next!)).Items)).Type);
        (await gateway.Client.Get("/api/events?after=yesterday")).ExpectFaults("?after");
        (await gateway.Client.Get($"/api/events?after={Cursor.Of(1_000_000)}")).ExpectProblem(410, "cursor-ahead");
        (await gateway.Client.Get("/api/events", ("Accept", "text/event-stream"), ("Last-Event-ID", Cursor.Of(1_000_000)))).ExpectProblem(410, "cursor-ahead");
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(5, false)]
    public async Task A_page_that_passed_over_all_of_its_events_is_not_the_last(long end, bool hasNext)
    {
        var http = new DefaultHttpContext();
        await new EventPageResult(new EventPage(5, end, [])).ExecuteAsync(http);
        Assert.Equal(hasNext, http.Response.Headers.Link.Count == 1);
    }

    [Fact]
    public async Task A_listener_that_is_cut_off_100_times_and_through_a_kill_sees_each_change_once_in_order()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var begin = FeedItem.Of((await CreatedAsync(gateway)).Items[^1]).Id;
        var car = await gateway.Client.Create();
        var seen = new List<FeedItem>();
        for (var cut = 0; cut < Cuts; cut++)
        {
            var changes = ChangeAsync(gateway, car, cut * (Changes / Cuts), Changes / Cuts);
            await using (var listener = await EventListener.OpenAsync(gateway.Address, seen.Count == 0 ? begin : seen[^1].Id))
            {
                // The line is cut in the middle of what happens.
                while (seen.Count < (cut * Changes / Cuts) + 2)
                    seen.Add(await listener.NextAsync());
            }
            await changes;
            if (cut != Cuts / 2)
                continue;
            await gateway.KillAsync();
            await gateway.StartAgainAsync();
        }
        await using var last = await EventListener.OpenAsync(gateway.Address, seen[^1].Id);
        while (seen.Count < Changes + 1)
            seen.Add(await last.NextAsync());

        Assert.Equal(Enumerable.Range(1, Changes + 1).Select(v => (long)v), seen.Select(e => e.Sequence));
        Assert.All(seen, e => Assert.Equal(car, e.Source));
        var pages = new List<Answer> { (await gateway.Client.Get($"/api/events?after={begin}")).Expect(200) };
        while (pages[^1].Next is not null)
            pages.Add((await gateway.Client.Get(pages[^1].Next!)).Expect(200));
        Assert.Equal(pages.SelectMany(p => p.Items).Select(e => e.GetRawText()), seen.Select(e => e.Json.GetRawText()));
    }

    [Fact]
    public async Task Line_breaks_in_what_a_client_has_written_do_not_break_the_stream()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var car = await gateway.Client.Create();
        await using var listener = await EventListener.OpenAsync(gateway.Address);
        (await gateway.Client.Patch(car, "{\"attributes\": {\r\n  \"seats\": 5,\n  \"colour\": \"red\"\r}}")).Expect(200);
        var seen = await listener.NextAsync();
        Assert.Equal("red", seen.Data.GetProperty("resource").GetProperty("attributes").GetProperty("colour").GetString());
        Assert.Equal(seen.Json.GetRawText(), (await gateway.Client.Get("/api/events")).Expect(200).Items[^1].GetRawText());
    }

    [Fact]
    public async Task A_hundred_who_listen_all_see_the_same_and_do_not_keep_the_gateway_from_stopping()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var listeners = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => EventListener.OpenAsync(gateway.Address)));
        var car = await gateway.Client.Create();
        await ChangeAsync(gateway, car, 0, 20);
        var seen = await Task.WhenAll(listeners.Select(async listener =>
        {
            var items = new List<string>();
            while (items.Count < 21)
                items.Add((await listener.NextAsync()).Id);
            return items;
        }));
        Assert.All(seen, s => Assert.Equal(seen[0], s));

        // A host that waited for those who listen would wait for half a minute, and then cut them off.
        await gateway.StopAsync().WaitAsync(TimeSpan.FromSeconds(25));
        await Task.WhenAll(listeners.Select(listener => listener.UntilEndAsync()));
        foreach (var listener in listeners)
            await listener.DisposeAsync();
    }

    private static async Task<Answer> CreatedAsync(InProcessGateway gateway)
    {
        await gateway.Client.Create();
        return (await gateway.Client.Get("/api/events")).Expect(200);
    }

    private static Task ChangeAsync(InProcessGateway gateway, string car, int first, int count)
    {
        var start = new DateTime(2036, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return Parallel.ForEachAsync(Enumerable.Range(first, count), async (n, _) =>
            (await gateway.Client.Allocate(car, $"{start.AddHours(n):s}Z", $"{start.AddHours(n + 1):s}Z")).Expect(201));
    }
}
