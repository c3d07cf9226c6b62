using Inventory.Gateway.Api;
using Inventory.Tests.Gateway.Events;

namespace Inventory.Tests.Gateway.Api;

/// <summary>Limits other than those that there are without configuration.</summary>
public sealed class LimitsTests
{
    [Fact]
    public async Task Every_limit_can_be_set_and_what_is_beyond_it_is_refused_by_its_name()
    {
        await using var gateway = await InProcessGateway.StartAsync(
            "--Inventory:Limits:Alternatives", "1", "--Inventory:Limits:Conflicts", "2", "--Inventory:Limits:Slots", "4", "--Inventory:Limits:HoldSeconds", "60");
        var runway = await gateway.Client.Create("runways");
        foreach (var hour in new[] { 10, 11, 12 })
            (await gateway.Client.Allocate(runway, $"2036-12-01T{hour}:00:00Z", $"2036-12-01T{hour + 1}:00:00Z")).Expect(201);

        var refusal = (await gateway.Client.Allocate(runway, "2036-12-01T10:00:00Z", "2036-12-01T13:00:00Z")).ExpectProblem(409, "overlap");
        Assert.Equal((1, 2), (refusal["alternatives"].GetArrayLength(), refusal["conflicts"].GetArrayLength()));
        Assert.Equal(4, (await gateway.Client.Get($"{runway}/slots?from=2036-12-01T10:00:00Z&to=2036-12-01T12:00:00Z")).Expect(200).Items.Count);
        var slots = (await gateway.Client.Get($"{runway}/slots?from=2036-12-01T10:00:00Z&to=2036-12-01T12:30:00Z")).ExpectFaults("?to");
        Assert.Contains("more than 4 slots", slots["detail"].GetString(), StringComparison.Ordinal);
        (await gateway.Client.Post($"{runway}/allocations", Hold(60))).Expect(201);
        foreach (var path in new[] { $"{runway}/allocations", "/api/runways/allocations" })
            Assert.Contains("from 1 to 60", (await gateway.Client.Post(path, Hold(61))).ExpectFaults("#/hold_seconds")["detail"].GetString(), StringComparison.Ordinal);

        var schemas = (await gateway.Client.Get("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        Assert.Equal(60, schemas.GetProperty("AllocationRequest").GetProperty("properties").GetProperty("hold_seconds").GetProperty("maximum").GetInt32());
    }

    [Fact]
    public async Task Who_comes_when_as_many_listen_as_may_is_told_to_come_again_and_has_a_place_when_one_leaves()
    {
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:Limits:Subscribers", "2");
        await using var first = await EventListener.OpenAsync(gateway.Address);
        await using var second = await EventListener.OpenAsync(gateway.Address);
        Assert.Contains("2 subscribers", (await ListenAsync(gateway.Client)).ExpectProblem(503, "too-many-listeners")["detail"].GetString(), StringComparison.Ordinal);
        (await gateway.Client.Get("/api/events")).Expect(200);
        var car = await gateway.Client.Create();
        Assert.Equal(car, (await second.NextAsync()).Source);

        await first.DisposeAsync();
        // The gateway learns of the cut line when it next looks.
        await using var third = await OpenedAsync();
        await gateway.Client.Delete(car);
        Assert.Equal("inventory.resource-deleted", (await third.NextAsync()).Type);

        async Task<EventListener> OpenedAsync()
        {
            EventListener? opened = null;
            await Eventually.HoldsAsync(async () => (opened = await TryOpenAsync()) is not null, () => "The place of who left is not free.");
            return opened!;
        }

        async Task<EventListener?> TryOpenAsync()
        {
            try
            {
                return await EventListener.OpenAsync(gateway.Address);
            }
            catch (Xunit.Sdk.EqualException)
            {
                (await gateway.Client.Get("/health/live")).Expect(200);
                return null;
            }
        }
    }

    [Fact]
    public async Task Where_more_happens_than_listeners_are_sent_in_a_second_they_are_told_all_of_it_later()
    {
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:Limits:FeedBytesPerSecond", "1048576");
        await using var first = await EventListener.OpenAsync(gateway.Address);
        await using var second = await EventListener.OpenAsync(gateway.Address);
        // 600 of some 4 KiB each.
        var attributes = new Dictionary<string, string> { ["note"] = new('n', 4_000) };
        var created = await Task.WhenAll(Enumerable.Range(0, 600).Select(n => gateway.Client.Post("/api/cars", new { name = $"car {n}", attributes })));
        foreach (var listener in (EventListener[])[first, second])
        {
            var told = new List<string>();
            for (var n = 0; n < created.Length; n++)
                told.Add((await listener.NextAsync()).Source);
            Assert.Equal(created.Select(c => c.Location).Order(), told.Order());
        }
    }

    [Fact]
    public async Task A_cursor_that_lies_further_back_than_the_feed_goes_is_gone_for_pages_and_streams_and_after_a_kill()
    {
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:Limits:FeedSeconds", "3600");
        var begin = $"/api/events?after={Cursor.Of(0)}";
        for (var n = 0; n < 5; n++)
            await gateway.Client.Create();
        var old = (await gateway.Client.Get(begin)).Expect(200).Items.Select(FeedItem.Of).ToList();
        await gateway.StopAsync();
        gateway.Query("UPDATE event SET at_us = at_us - 7200000000, hash = NULL");
        await gateway.StartAgainAsync();
        await gateway.Client.Create();
        await gateway.KillAsync();
        await gateway.StartAgainAsync();

        foreach (var cursor in (string[])[begin.Split('=')[^1], old[0].Id, old[3].Id])
        {
            (await gateway.Client.Get($"/api/events?after={cursor}")).ExpectProblem(410, "cursor-too-old");
            (await ListenAsync(gateway.Client, cursor)).ExpectProblem(410, "cursor-too-old");
            (await ListenAsync(gateway.Client, cursor, $"/api/events?after={old[4].Id}")).ExpectProblem(410, "cursor-too-old");
        }
        // What may be asked for begins at the oldest, and goes on without end.
        var first = Assert.Single((await gateway.Client.Get("/api/events")).Expect(200).Items.Select(FeedItem.Of));
        Assert.Equal(first.Id, Assert.Single((await gateway.Client.Get($"/api/events?after={old[4].Id}")).Expect(200).Items.Select(FeedItem.Of)).Id);
        await using var listener = await EventListener.OpenAsync(gateway.Address, old[4].Id);
        Assert.Equal(first.Id, (await listener.NextAsync()).Id);
    }

    private static object Hold(int seconds) =>
        new { from_datetime = "2036-12-02T10:00:00Z", to_datetime = "2036-12-02T11:00:00Z", allocation_type = "booking", hold_seconds = seconds };

    private static Task<Answer> ListenAsync(GatewayClient client, string? lastEventId = null, string path = "/api/events") => client.Get(path,
        lastEventId is null ? [("Accept", "text/event-stream")] : [("Accept", "text/event-stream"), ("Last-Event-ID", lastEventId)]);
}
