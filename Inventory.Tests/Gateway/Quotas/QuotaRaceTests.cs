using System.Text.Json;
using Inventory.Tests.Domain;
using static Inventory.Tests.Gateway.Quotas.QuotaGateway;

namespace Inventory.Tests.Gateway.Quotas;

/// <summary>Hundreds of requests at once, over every path: a quota is never exceeded.</summary>
public sealed class QuotaRaceTests(ITestOutputHelper output)
{
    private const int Requests = 200;
    private const int MostHours = 40;
    private const int MostTimes = 25;

    private static readonly int[] Expected = [200, 201, 204, 404, 409, 412];

    private static readonly int[] Either = [201, 409];

    private static readonly int[] Gone = [204, 409];

    private static readonly string[] Hours = ["of=customer", "types:0=cars", "types:1=runways", "measure=hours", "per=month", $"limit={MostHours}"];

    private static readonly string[] Times = ["of=group", "types:0=cars", "types:1=runways", "measure=count", "per=active", $"limit={MostTimes}"];

    [Fact]
    public async Task Two_hundred_requests_at_once_over_every_path_exceed_no_quota_by_one()
    {
        var seed = Seed.Next();
        output.WriteLine($"INVENTORY_SEED={seed}");
        var random = new Random(seed);
        await using var gateway = await StartAsync(Hours, Times);
        var (id, me) = await gateway.CustomerAsync();
        (await gateway.Client.Patch($"/api/users/{id}", new { group = "all" }, gateway.Root)).Expect(200);
        var (cars, runways) = (await ManyAsync(gateway, "cars"), await ManyAsync(gateway, "runways"));
        var mine = new List<string>();
        for (var n = 0; n < 4; n++)
            mine.Add((await gateway.AllocateAsync(runways[n], me, Hour(n, 0), Hour(n, 1))).Expect(201).Location!);
        // Others have it first: who waits for it counts from then on.
        var blocked = await Task.WhenAll(runways.Select(runway => gateway.AllocateAsync(runway, gateway.Root, Hour(28, 0), Hour(28, 1))));
        var booked = (await gateway.Client.Post("/api/bookings", BookingOf((cars[0], Hour(20, 0), Hour(20, 1))), me)).Expect(201).Location!;

        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(n => (n, Kind: random.Next(10), Day: 1 + random.Next(27), Of: random.Next(6), Hour: 2 + random.Next(18), Length: 1 + random.Next(3)))
            .Select(one => Task.Run(() => SendAsync(one.Kind, one.Day, one.Of, one.Hour, one.Length))).ToList());
        Assert.All(answers, answer => Assert.Contains(answer.Status, Expected));
        Assert.Contains(answers, answer => answer.Status == 409 && answer["type"].GetString() == "/problems/quota");

        var all = await OwnAsync();
        Assert.InRange(all.Sum(LengthOf), 0, MostHours);
        Assert.InRange(all.Count, 0, MostTimes);
        foreach (var entry in (await Task.WhenAll(runways.Select(async runway => (await gateway.Client.Get($"{runway}/waiting", me)).Items.Select(item => $"{runway}/waiting/{item.GetProperty("id").GetString()}")))).SelectMany(entries => entries))
            Assert.Contains((await gateway.Client.Delete(entry, me)).Status, Gone);
        // What was refused in the end is not counted: all that is left of the quota can be had.
        for (var n = 0; n < 31 * 24 && await LeftAsync() > 0; n++)
            Assert.Contains((await gateway.AllocateAsync(runways[0], me, Hour(n / 24, n % 24), Hour(n / 24, n % 24 + 1))).Status, Either);
        all = await OwnAsync();
        Assert.True(all.Sum(LengthOf) == MostHours || all.Count == MostTimes, $"{all.Sum(LengthOf)} hours, {all.Count} times");
        output.WriteLine($"{all.Sum(LengthOf)} hours, {all.Count} times; {string.Join(", ", answers.GroupBy(answer => answer.Status).Select(status => $"{status.Count()} of {status.Key}"))}");

        async Task<double> LeftAsync()
        {
            var now = await OwnAsync();
            return Math.Min(MostHours - now.Sum(LengthOf), MostTimes - now.Count);
        }

        async Task<List<JsonElement>> OwnAsync() =>
            [.. (await gateway.AllAsync([.. cars, .. runways])).Where(one => one.TryGetProperty("owner", out _) || one.TryGetProperty("booking", out _))];

        Task<Answer> SendAsync(int kind, int day, int of, int hour, int length) => kind switch
        {
            0 => gateway.AllocateAsync(runways[of], me, Hour(day, hour), Hour(day, hour + length)),
            1 => gateway.AllocateAsync(cars[of], gateway.Root, Hour(day, hour), Hour(day, hour + length), id),
            2 => gateway.Client.Post("/api/runways/allocations", TimeOf(Hour(day, hour), Hour(day, hour + length)), me),
            3 => gateway.Client.Post("/api/runways/allocations", new { any_of = runways.Take(3).Select(runway => runway.Split('/')[^1]), flex = new { earliest = Hour(day, hour), latest = Hour(day + 1, hour) }, duration = $"PT{length}H", allocation_type = "b" }, me),
            4 => gateway.Client.Post("/api/bookings", BookingOf((cars[of], Hour(day, hour), Hour(day, hour + length))), me),
            5 => gateway.Client.Patch(mine[of % mine.Count], new { to_datetime = Hour(of % mine.Count, 1 + length) }, of % 2 == 0 ? me : gateway.Root),
            7 => gateway.Client.Post($"{runways[of]}/waiting", TimeOf(Hour(28, 0), Hour(28, 1)), me),
            8 => gateway.Client.Delete(blocked[of].Location!, gateway.Root),
            // More at once would wait for each other too long.
            6 when of == 0 => gateway.Client.Patch(booked, new { items = new[] { new { to_datetime = Hour(20, 1 + length) } } }, me),
            _ => of < 2 ? gateway.Client.Delete(mine[of], me) : gateway.AllocateAsync(runways[of], me, Hour(day, hour), Hour(day, hour + length), hold: 600),
        };
    }

    private static async Task<string[]> ManyAsync(QuotaGateway gateway, string type)
    {
        var made = new List<string>();
        for (var n = 0; n < 6; n++)
            made.Add(await gateway.NewAsync(type));
        return [.. made];
    }

    // In December, in which the month of UTC is.
    private static string Hour(int day, int hour) => $"{new DateTime(2031, 12, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day).AddHours(hour):yyyy-MM-ddTHH:mm:ss}Z";

    private static double LengthOf(JsonElement time) => (time.GetProperty("to_datetime").GetDateTimeOffset() - time.GetProperty("from_datetime").GetDateTimeOffset()).TotalHours;
}
