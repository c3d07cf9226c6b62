using System.Text.Json;
using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;
using Inventory.Tests.Gateway.Events;

namespace Inventory.Tests.Gateway.Resources;

/// <summary>What was known at a moment. The moments are those that the service itself tells: when something was decided.</summary>
public sealed class AsOfTests
{
    private const string Ten = "2036-12-01T10:00:00Z";
    private const string Eleven = "2036-12-01T11:00:00Z";
    private const string Twelve = "2036-12-01T12:00:00Z";

    [Fact]
    public async Task Every_moment_shows_what_was_answered_then_also_after_the_end_and_after_a_kill()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var client = gateway.Client;
        var runway = (await client.Post("/api/runways", new { name = "north" })).Expect(201);
        var paths = new List<string> { runway.Location!, $"{runway.Location}/allocations", $"{runway.Location}/free", $"{runway.Location}/slots?from={Ten}&to={Twelve}" };
        List<(int Version, Dictionary<string, Answer> Answers)> known = [(1, await AllAsync(null))];
        var hold = (await client.Post($"{runway.Location}/allocations",
            new { from_datetime = Ten, to_datetime = Eleven, allocation_type = "booking", hold_seconds = 600 })).Expect(201);
        paths.Add(hold.Location!);
        known.Add((2, await AllAsync(null)));
        (await client.Send(HttpMethod.Post, $"{hold.Location}/confirm")).Expect(200);
        known.Add((3, await AllAsync(null)));
        (await client.Patch(hold.Location!, new { to_datetime = Twelve, dump = new { a = 1 } })).Expect(200);
        (await client.Patch(runway.Location!, new { name = "south" })).Expect(200);
        known.Add((5, await AllAsync(null)));
        (await client.Delete(hold.Location!)).Expect(204);
        known.Add((6, await AllAsync(null)));
        (await client.Delete(runway.Location!)).Expect(204);
        known.Add((7, await AllAsync(null)));

        var history = (await client.Get($"{runway.Location}/history")).Expect(200).Items;
        await SameAsync();
        await gateway.KillAsync();
        await gateway.StartAgainAsync();
        client = gateway.Client;
        await SameAsync();

        async Task<Dictionary<string, Answer>> AllAsync(string? asOf)
        {
            var all = new Dictionary<string, Answer>();
            foreach (var path in paths)
                all.Add(path, await client.Get(asOf is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}as_of={asOf}"));
            return all;
        }

        async Task SameAsync()
        {
            foreach (var (version, then) in known)
            {
                var now = await AllAsync(history[version - 1].GetProperty("time").GetString());
                Assert.Equal(then.Select(a => (version, a.Key, a.Value.Status, a.Value.Text, a.Value.ETag)), then.Select(a => (version, a.Key, now[a.Key].Status, now[a.Key].Text, now[a.Key].ETag)));
            }
        }
    }

    [Fact]
    public async Task Before_it_was_made_and_after_its_end_a_resource_is_not_there()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var car = (await gateway.Client.Post("/api/cars", new { name = "Car1" })).Expect(201);
        var allocation = (await gateway.Client.Allocate(car.Location!, Ten, Eleven)).Expect(201);
        (await gateway.Client.Delete($"{car.Location}?force=true")).Expect(204);
        var history = (await gateway.Client.Get($"{car.Location}/history")).Items;
        var (made, taken, gone) = (Moment(history[0]), Moment(history[1]), Moment(history[2]));
        foreach (var path in new[] { "", "/allocations", "/free" })
        {
            (await gateway.Client.Get($"{car.Location}{path}?as_of={made.AddMicroseconds(-1):O}")).ExpectProblem(404, "not-found");
            (await gateway.Client.Get($"{car.Location}{path}?as_of={made:O}")).Expect(200);
            (await gateway.Client.Get($"{car.Location}{path}?as_of={gone.AddMicroseconds(-1):O}")).Expect(200);
            (await gateway.Client.Get($"{car.Location}{path}?as_of={gone:O}")).ExpectProblem(404, "not-found");
            (await gateway.Client.Get($"{car.Location!.Replace("cars", "lorries", StringComparison.Ordinal)}{path}?as_of={made:O}")).ExpectProblem(404, "not-found");
        }
        (await gateway.Client.Get($"{allocation.Location}?as_of={taken.AddMicroseconds(-1):O}")).ExpectProblem(404, "not-found");
        var then = (await gateway.Client.Get($"{allocation.Location}?as_of={taken:O}")).Expect(200);
        Assert.Equal((allocation.Text, allocation.ETag), (then.Text, then.ETag));
        Assert.Equal(304, (await gateway.Client.Get($"{allocation.Location}?as_of={taken:O}", ("If-None-Match", then.ETag!))).Status);
        Assert.Equal(304, (await gateway.Client.Get($"{car.Location}?as_of={taken:O}", ("If-None-Match", car.ETag!))).Status);
        (await gateway.Client.Get($"/api/cars/{Guid.Empty}?as_of={made:O}")).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_hold_is_judged_by_the_clock_of_that_moment()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var car = await gateway.Client.Create();
        await using var events = await EventListener.OpenAsync(gateway.Address);
        var hold = (await gateway.Client.Post($"{car}/allocations", new { from_datetime = Ten, to_datetime = Eleven, allocation_type = "booking", hold_seconds = 1 })).Expect(201);
        var said = Moment((await events.UntilAsync("inventory.expired", hold.Id)).Json);
        var over = hold["expires"].GetDateTime();
        Assert.True(over < said);
        Assert.Equal([hold.Text], (await Allocations(over.AddMicroseconds(-1))).Select(a => a.GetRawText()));
        Assert.Empty(await Allocations(over));
        Assert.Empty(await Allocations(said));
        (await gateway.Client.Get($"{hold.Location}?as_of={over.AddMicroseconds(-1):O}")).Expect(200);
        (await gateway.Client.Get($"{hold.Location}?as_of={over:O}")).ExpectProblem(404, "not-found");

        async Task<IReadOnlyList<JsonElement>> Allocations(DateTime asOf) => (await gateway.Client.Get($"{car}/allocations?as_of={asOf:O}")).Expect(200).Items;
    }

    [Fact]
    public async Task Pages_and_windows_are_of_that_moment_also_while_more_happens()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var car = await gateway.Client.Create();
        var start = new DateTime(2036, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Answer last = null!;
        // More than one page of the history.
        for (var hour = 0; hour < 1_200; hour += 2)
        {
            last = (await gateway.Client.Allocate(car, $"{start.AddHours(hour):s}Z", $"{start.AddHours(hour + 1):s}Z")).Expect(201);
            if (hour % 4 == 0)
                (await gateway.Client.Patch(last.Location!, new { description = "moved" })).Expect(200);
        }
        var asOf = Moment((await gateway.Client.Get($"{last.Location!}")).Expect(200).Json, "created");
        var before = (await gateway.Client.Get($"{car}/allocations")).Expect(200);
        var first = (await gateway.Client.Get($"{car}/allocations?limit=250&as_of={asOf:O}")).Expect(200);
        for (var hour = 1; hour < 100; hour += 2)
            (await gateway.Client.Allocate(car, $"{start.AddHours(hour):s}Z", $"{start.AddHours(hour + 1):s}Z")).Expect(201);

        var pages = await gateway.Client.Pages(first.Next!);
        Assert.Contains("as_of=", first.Next!, StringComparison.Ordinal);
        Assert.Equal(before.Items.Select(a => a.GetRawText()), new[] { first }.Concat(pages).SelectMany(p => p.Items).Select(a => a.GetRawText()));
        Assert.Equal(2, (await gateway.Client.Get($"{car}/allocations?as_of={asOf:O}&from={start.AddHours(2):s}Z&to={start.AddHours(5):s}Z")).Items.Count);
        Assert.Equal(600, (await gateway.Client.Pages($"{car}/free?as_of={asOf:O}&duration=PT1H&limit=100&to={start.AddHours(1199):s}Z")).Sum(p => p.Items.Count));
    }

    [Fact]
    public async Task A_moment_that_has_not_come_or_is_none_is_refused()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var runway = await gateway.Client.Create("runways");
        var allocation = (await gateway.Client.Allocate(runway, Ten, Eleven)).Expect(201);
        foreach (var path in new[] { runway, $"{runway}/allocations", allocation.Location!, $"{runway}/free", $"{runway}/slots?from={Ten}&to={Eleven}" })
            foreach (var asOf in new[] { "yesterday", "", "2036-13-01T00:00:00Z", "2100-01-01T00:00:00Z", "9999-12-31T23:59:59Z" })
                (await gateway.Client.Get($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}as_of={asOf}")).ExpectFaults("?as_of");
        (await gateway.Client.Get($"{runway}/allocations?as_of=x&limit=0")).ExpectFaults("?as_of", "?limit");
        (await gateway.Client.Get($"{runway}?as_of=0001-01-01T00:00:00Z")).ExpectProblem(404, "not-found");
    }

    private static DateTime Moment(JsonElement json, string member = "time") => json.GetProperty(member).GetDateTime();
}
