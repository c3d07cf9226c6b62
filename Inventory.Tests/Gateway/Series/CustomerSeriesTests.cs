using Inventory.Tests.Gateway.Quotas;

namespace Inventory.Tests.Gateway.Series;

/// <summary>Series that customers make on types without a tariff, with a quota of five runways that have not ended and another of four hours a day.</summary>
public sealed class CustomerSeriesTests
{
    private static readonly string[] FiveRunways = ["of=customer", "types:0=runways", "measure=count", "per=active", "limit=5"];
    private static readonly string[] FourHoursADay = ["of=customer", "types:0=runways", "measure=hours", "per=day", "time_zone=Europe/Copenhagen", "limit=4"];

    private static readonly string[] Quota = ["quota"];

    [Fact]
    public async Task A_customer_makes_changes_and_deletes_series_within_its_quota()
    {
        await using var gateway = await QuotaGateway.StartAsync(FiveRunways);
        var (_, me) = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        var series = (await CreateAsync(gateway, runway, me, "2031-12-01T09:00", count: 3)).Expect(201);
        Assert.Equal(3, await gateway.UsedAsync(me));
        var refusal = (await CreateAsync(gateway, runway, me, "2031-12-11T09:00", count: 3)).ExpectProblem(409, "quota");
        Assert.Equal((5m, 3m, 3m), (refusal["limit"].GetDecimal(), refusal["used"].GetDecimal(), refusal["asked"].GetDecimal()));
        Assert.Equal(3, (await gateway.AllAsync([runway])).Count);
        (await CreateAsync(gateway, runway, me, "2031-12-11T09:00", count: 2)).Expect(201);
        (await gateway.AllocateAsync(runway, me, "2031-12-20T09:00:00Z", "2031-12-20T10:00:00Z")).ExpectProblem(409, "quota");
        // As many at other times are no more than before.
        Assert.Equal(3, (await gateway.Client.Patch(series.Location!, new { from_local = "2031-12-01T12:00" }, me)).Expect(200)["occurrences"].GetArrayLength());
        (await gateway.Client.Patch(series.Location!, new { rrule = "FREQ=DAILY;COUNT=4" }, me)).ExpectProblem(409, "quota");
        Assert.Equal(5, await gateway.UsedAsync(me));
        (await gateway.Client.Delete($"{series.Location}?from=2031-12-02T12:00:00", me)).Expect(204);
        Assert.Equal(3, await gateway.UsedAsync(me));
        (await gateway.Client.Delete(series.Location!, me)).Expect(204);
        Assert.Equal(2, await gateway.UsedAsync(me));
        (await CreateAsync(gateway, runway, me, "2031-12-21T09:00", count: 3)).Expect(201);
    }

    [Fact]
    public async Task What_is_not_taken_or_released_by_itself_does_not_count()
    {
        await using var gateway = await QuotaGateway.StartAsync(FiveRunways);
        var (_, me) = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        (await gateway.AllocateAsync(runway, gateway.Root, "2031-12-02T08:00:00Z", "2031-12-02T09:00:00Z")).Expect(201);
        (await CreateAsync(gateway, runway, me, "2031-12-01T09:00", count: 4)).ExpectProblem(409, "series-conflict");
        Assert.Equal(0, await gateway.UsedAsync(me));
        var series = (await CreateAsync(gateway, runway, me, "2031-12-01T09:00", count: 4, skip: true)).Expect(201);
        Assert.Equal(3, await gateway.UsedAsync(me));
        (await CreateAsync(gateway, runway, me, "2031-12-11T09:00", count: 2)).Expect(201);
        (await CreateAsync(gateway, runway, me, "2031-12-21T09:00", count: 1)).ExpectProblem(409, "quota");
        var moved = series["occurrences"][1].GetProperty("id").GetString();
        (await gateway.Client.Patch($"{runway}/allocations/{moved}", new { from_datetime = "2031-12-03T12:00:00Z", to_datetime = "2031-12-03T13:00:00Z" }, me)).Expect(200);
        Assert.Equal(5, await gateway.UsedAsync(me));
        (await gateway.Client.Delete($"{runway}/allocations/{series["occurrences"][0].GetProperty("id").GetString()}", me)).Expect(204);
        (await gateway.Client.Delete($"{runway}/allocations/{moved}", gateway.Root)).Expect(204);
        Assert.Equal(3, await gateway.UsedAsync(me));
        (await CreateAsync(gateway, runway, me, "2031-12-21T09:00", count: 1)).Expect(201);
        (await gateway.Client.Post($"{series.Location}/occurrences/2031-12-01T09:00:00", new { }, me)).Expect(201);
        (await gateway.Client.Post($"{series.Location}/occurrences/2031-12-03T09:00:00", new { }, me)).ExpectProblem(409, "quota");
    }

    [Fact]
    public async Task Hours_of_a_series_count_by_the_day()
    {
        await using var gateway = await QuotaGateway.StartAsync(FourHoursADay);
        var (id, me) = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        var series = (await CreateAsync(gateway, runway, gateway.Root, "2031-12-01T09:00", count: 3, customer: id)).Expect(201);
        (await gateway.AllocateAsync(runway, me, "2031-12-02T12:00:00Z", "2031-12-02T15:30:00Z")).ExpectProblem(409, "quota");
        (await gateway.AllocateAsync(runway, me, "2031-12-02T12:00:00Z", "2031-12-02T15:00:00Z")).Expect(201);
        (await gateway.Client.Patch(series.Location!, new { duration = "PT2H" }, me)).ExpectProblem(409, "quota");
        (await gateway.Client.Patch(series.Location!, new { duration = "PT2H" }, gateway.Root)).ExpectProblem(409, "quota");
        Assert.Equal(series.Text, (await gateway.Client.Get(series.Location!, me)).Expect(200).Text);
        (await gateway.Client.Patch(series.Location!, new { duration = "PT2H", @override = Quota }, gateway.Root)).Expect(200);
    }

    [Fact]
    public async Task A_customer_sees_and_changes_only_its_own_series_and_books_what_has_a_tariff()
    {
        await using var gateway = await QuotaGateway.StartAsync(FiveRunways);
        var ((id, me), (otherId, other)) = (await gateway.CustomerAsync(), await gateway.CustomerAsync());
        var (runway, car) = (await gateway.NewAsync(), await gateway.NewAsync("cars"));
        var series = (await CreateAsync(gateway, runway, other, "2031-12-01T09:00", count: 2)).Expect(201);
        Assert.Equal(otherId, series["occurrences"][0].GetProperty("owner").GetString());
        foreach (var path in new[] { series.Location!, $"/api/series/{Guid.NewGuid()}" })
        {
            (await gateway.Client.Get(path, me)).ExpectProblem(404, "not-found");
            (await gateway.Client.Patch(path, new { description = "mine" }, me)).ExpectProblem(404, "not-found");
            (await gateway.Client.Delete(path, me)).ExpectProblem(404, "not-found");
            (await gateway.Client.Post($"{path}/occurrences/2031-12-01T09:00:00", new { }, me)).ExpectProblem(404, "not-found");
        }
        Assert.Equal(2, (await gateway.Client.Get(series.Location!, gateway.Root)).Expect(200)["occurrences"].GetArrayLength());
        var refusal = (await CreateAsync(gateway, runway, me, "2031-12-01T09:00", count: 1)).ExpectProblem(409, "series-conflict");
        Assert.DoesNotContain(series["occurrences"][0].GetProperty("id").GetString()!, refusal.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(otherId, refusal.Text, StringComparison.Ordinal);
        (await CreateAsync(gateway, runway, me, "2031-12-05T09:00", count: 1, customer: otherId)).ExpectStatus(403);
        (await CreateAsync(gateway, runway, me, "2031-12-05T09:00", count: 1, customer: id)).Expect(201);

        (await CreateAsync(gateway, car, me, "2031-12-01T09:00", count: 2)).ExpectProblem(403, "bookings-only");
        var given = (await CreateAsync(gateway, car, gateway.Root, "2031-12-01T09:00", count: 2, customer: id)).Expect(201);
        (await gateway.Client.Get(given.Location!, me)).Expect(200);
        (await gateway.Client.Patch(given.Location!, new { description = "longer" }, me)).ExpectProblem(403, "bookings-only");
        (await gateway.Client.Delete(given.Location!, me)).ExpectProblem(403, "bookings-only");
    }

    [Fact]
    public async Task Series_at_once_are_together_within_the_quota()
    {
        await using var gateway = await QuotaGateway.StartAsync(FiveRunways);
        var (_, me) = await gateway.CustomerAsync();
        var runways = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => gateway.NewAsync()));
        var answers = await Task.WhenAll(runways.Select(runway => CreateAsync(gateway, runway, me, "2031-12-01T09:00", count: 2)));
        Assert.Equal(2, answers.Count(answer => answer.Status == 201));
        Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.ExpectProblem(409, "quota"));
        Assert.Equal((4, 4m), ((await gateway.AllAsync(runways)).Count, await gateway.UsedAsync(me)));
    }

    [Fact]
    public async Task The_same_key_of_two_customers_makes_two_series()
    {
        await using var gateway = await QuotaGateway.StartAsync(FiveRunways);
        var ((_, me), (_, other)) = (await gateway.CustomerAsync(), await gateway.CustomerAsync());
        var runway = await gateway.NewAsync();
        var mine = (await CreateAsync(gateway, runway, me, "2031-12-01T09:00", count: 2, key: "key 1")).Expect(201);
        Assert.Equal(mine.Text, (await CreateAsync(gateway, runway, me, "2031-12-01T09:00", count: 2, key: "key 1")).Expect(201).Text);
        var theirs = (await CreateAsync(gateway, runway, other, "2031-12-05T09:00", count: 2, key: "key 1")).Expect(201);
        Assert.NotEqual(mine.Id, theirs.Id);
        Assert.Equal((2m, 2m), (await gateway.UsedAsync(me), await gateway.UsedAsync(other)));
    }

    private static Task<Answer> CreateAsync(
        QuotaGateway gateway, string resource, (string, string) caller, string fromLocal, int count, bool skip = false, string? customer = null, string? key = null)
    {
        var body = new Dictionary<string, object>
        {
            ["time_zone"] = "Europe/Copenhagen", ["from_local"] = fromLocal, ["duration"] = "PT1H", ["rrule"] = $"FREQ=DAILY;COUNT={count}", ["allocation_type"] = "training",
        };
        if (skip)
            body["on_conflict"] = "skip";
        if (customer is not null)
            body["customer"] = customer;
        return gateway.Client.Post($"{resource}/series", body, key is null ? [caller] : [caller, ("Idempotency-Key", key)]);
    }
}
