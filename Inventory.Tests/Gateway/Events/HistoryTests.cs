using Inventory.Domain.Shop;

namespace Inventory.Tests.Gateway.Events;

public sealed class HistoryTests(SharedGateway gateway)
{
    private static readonly string[] Types =
        ["resource-created", "resource-updated", "allocated", "allocation-updated", "confirmed", "released", "resource-deleted"];

    [Fact]
    public async Task All_that_happened_to_a_resource_is_told_in_order_also_after_its_end()
    {
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() })).Expect(201);
        var renamed = (await gateway.Client.Patch(car.Location!, new { name = GatewayClient.NewName() })).Expect(200);
        var hold = (await gateway.Client.Post($"{car.Location}/allocations",
            """{"from_infinity":true,"to_infinity":true,"allocation_type":"booking","hold_seconds":600}""")).Expect(201);
        var moved = (await gateway.Client.Patch(hold.Location!, new { from_datetime = "2036-12-01T10:00:00Z" })).Expect(200);
        var firm = (await gateway.Client.Send(HttpMethod.Post, $"{hold.Location}/confirm")).Expect(200);
        (await gateway.Client.Delete(hold.Location!)).Expect(204);
        (await gateway.Client.Delete(car.Location!)).Expect(204);

        FeedItem[] history = [.. (await gateway.Client.Get($"{car.Location}/history")).Expect(200).Items.Select(FeedItem.Of)];

        Assert.Equal(Types.Select(t => $"inventory.{t}"), history.Select(e => e.Type));
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], history.Select(e => e.Sequence));
        Assert.All(history, e => Assert.Equal((car.Location, "1.0", "application/json"),
            (e.Source, e.Json.GetProperty("specversion").GetString(), e.Json.GetProperty("datacontenttype").GetString())));
        Assert.Equal([null, null, hold.Id, hold.Id, hold.Id, hold.Id, null], history.Select(e => e.Subject));
        Assert.Equal([car.Text, renamed.Text], history[..2].Select(e => e.Data.GetProperty("resource").GetRawText()));
        Assert.Equal([hold.Text, moved.Text, firm.Text], history[2..5].Select(e => e.Data.GetProperty("allocation").GetRawText()));
        Assert.Equal(history.Select(e => e.Json.GetProperty("time").GetDateTime()).Order(), history.Select(e => e.Json.GetProperty("time").GetDateTime()));
    }

    [Fact]
    public async Task A_long_history_comes_in_pages()
    {
        var car = await gateway.Client.Create();
        for (var hour = 10; hour < 20; hour++)
            (await gateway.Client.Allocate(car, $"2036-12-01T{hour}:00:00Z", $"2036-12-01T{hour}:30:00Z")).Expect(201);
        var pages = await gateway.Client.Pages($"{car}/history?limit=4");
        Assert.Equal([4, 4, 3], pages.Select(p => p.Items.Count));
        Assert.Equal(Enumerable.Range(1, 11).Select(v => (long)v), pages.SelectMany(p => p.Items).Select(e => FeedItem.Of(e).Sequence));
    }

    [Fact]
    public async Task A_part_of_a_history_is_found_by_its_time()
    {
        var car = await gateway.Client.Create();
        for (var hour = 10; hour < 20; hour++)
            (await gateway.Client.Allocate(car, $"2036-12-01T{hour}:00:00Z", $"2036-12-01T{hour}:30:00Z")).Expect(201);
        var all = (await gateway.Client.Get($"{car}/history")).Items.Select(FeedItem.Of).ToList();
        string TimeOf(int sequence) => all[sequence - 1].Json.GetProperty("time").GetString()!;

        for (var first = 1; first <= 11; first++)
            Assert.Equal(
                all.Where(e => e.Json.GetProperty("time").GetDateTime() >= DateTime.Parse(TimeOf(first), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal)).Select(e => e.Sequence),
                (await gateway.Client.Pages($"{car}/history?from={TimeOf(first)}&limit=3")).SelectMany(p => p.Items).Select(e => FeedItem.Of(e).Sequence));
        var middle = (await gateway.Client.Pages($"{car}/history?from={TimeOf(4)}&to={TimeOf(8)}&limit=3")).SelectMany(p => p.Items).Select(e => FeedItem.Of(e).Sequence);
        Assert.Equal([4L, 5, 6, 7], middle);
        middle = (await gateway.Client.Pages($"{car}/history?order=newest&from={TimeOf(4)}&to={TimeOf(8)}&limit=3")).SelectMany(p => p.Items).Select(e => FeedItem.Of(e).Sequence);
        Assert.Equal([7L, 6, 5, 4], middle);
        Assert.Equal(all.Select(e => e.Sequence).Reverse(), (await gateway.Client.Pages($"{car}/history?order=newest&limit=4")).SelectMany(p => p.Items).Select(e => FeedItem.Of(e).Sequence));
        Assert.Empty((await gateway.Client.Get($"{car}/history?from=2036-12-01T10:00:00Z")).Expect(200).Items);
        Assert.Empty((await gateway.Client.Get($"{car}/history?order=newest&from=2036-12-01T10:00:00Z")).Expect(200).Items);
        Assert.Empty((await gateway.Client.Get($"{car}/history?to=2006-12-01T10:00:00Z")).Expect(200).Items);
        (await gateway.Client.Get($"{car}/history?from=x&to=y&order=z")).ExpectFaults("?from", "?to", "?order");
    }

    [Fact]
    public async Task There_is_none_under_another_type()
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Get(car.Replace("cars", "lorries", StringComparison.Ordinal) + "/history")).ExpectProblem(404, "not-found");
        (await gateway.Client.Get($"{car}/history?limit=0&cursor=x")).ExpectFaults("?limit", "?cursor");
    }
}
