namespace Inventory.Tests.Gateway.Series;

public sealed class SeriesTests(SharedGateway gateway)
{
    private GatewayClient Client => gateway.Client;

    [Fact]
    public async Task A_series_over_a_clock_change_begins_at_nine_each_week()
    {
        var car = await Client.Create();
        var series = (await CreateAsync(car, "2037-03-18T09:00", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4")).Expect(201);
        Assert.Equal(["2037-03-18T08:00:00Z", "2037-03-23T08:00:00Z", "2037-03-25T08:00:00Z", "2037-03-30T07:00:00Z"], Froms(series));
        Assert.Empty(series["skipped"].EnumerateArray());
        var first = series["occurrences"][0];
        Assert.Equal((series.Id, "2037-03-18T09:00:00"), (first.GetProperty("series").GetString(), first.GetProperty("recurrence_id").GetString()));
        Assert.Equal(4, (await Client.Get($"{car}/allocations")).Items.Count);
        Assert.Equal(series.Text, (await Client.Get(series.Location!)).Expect(200).Text);
    }

    [Fact]
    public async Task What_is_taken_is_named_and_nothing_is_allocated_unless_it_may_be_skipped()
    {
        var car = await Client.Create();
        (await Client.Allocate(car, "2037-01-06T08:30:00Z", "2037-01-06T09:00:00Z")).Expect(201);
        var refusal = (await CreateAsync(car, "2037-01-05T09:00", "FREQ=DAILY;COUNT=3")).ExpectProblem(409, "series-conflict");
        var conflict = Assert.Single(refusal["occurrences"].EnumerateArray());
        Assert.Equal("2037-01-06T09:00:00", conflict.GetProperty("recurrence_id").GetString());
        Assert.Single(conflict.GetProperty("conflicts").EnumerateArray());
        Assert.NotEmpty(conflict.GetProperty("alternatives").EnumerateArray());
        Assert.Single((await Client.Get($"{car}/allocations")).Items);

        var skipping = (await CreateAsync(car, "2037-01-05T09:00", "FREQ=DAILY;COUNT=3", onConflict: "skip")).Expect(201);
        Assert.Equal(["2037-01-06T09:00:00"], skipping["skipped"].EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(2, skipping["occurrences"].GetArrayLength());
    }

    [Fact]
    public async Task A_skipped_or_released_occurrence_can_be_taken_again()
    {
        var car = await Client.Create();
        var series = (await CreateAsync(car, "2037-01-05T09:00", "FREQ=DAILY;COUNT=3")).Expect(201);
        (await Client.Delete($"{car}/allocations/{series["occurrences"][1].GetProperty("id").GetString()}")).Expect(204);
        Assert.Equal(["2037-01-06T09:00:00"], (await Client.Get(series.Location!))["skipped"].EnumerateArray().Select(id => id.GetString()));
        var taken = (await Client.Post($"{series.Location}/occurrences/2037-01-06T09:00:00", new { })).Expect(201);
        Assert.Equal(("2037-01-06T08:00:00Z", $"{car}/allocations/{taken.Id}"), (taken["from_datetime"].GetString(), taken.Location));
        (await Client.Post($"{series.Location}/occurrences/2037-01-06T09:00:00", new { })).ExpectProblem(409, "overlap");
        (await Client.Post($"{series.Location}/occurrences/2037-01-09T09:00:00", new { })).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_change_from_an_occurrence_on_leaves_those_before_it()
    {
        var car = await Client.Create();
        var series = (await CreateAsync(car, "2037-01-05T09:00", "FREQ=DAILY;COUNT=4")).Expect(201);
        var moved = (await Client.Patch($"{series.Location}?from=2037-01-07T09:00:00", new { from_local = "2037-01-07T15:00", duration = "PT30M" }, ("If-Match", series.ETag!))).Expect(200);
        Assert.Equal(["2037-01-05T08:00:00Z", "2037-01-06T08:00:00Z", "2037-01-07T14:00:00Z", "2037-01-08T14:00:00Z"], Froms(moved));
        Assert.Equal(series["occurrences"][2].GetProperty("id").GetString(), moved["occurrences"][2].GetProperty("id").GetString());
        (await Client.Patch(series.Location!, new { description = "late" }, ("If-Match", series.ETag!))).ExpectProblem(412, "precondition-failed");

        (await Client.Allocate(car, "2037-01-08T16:00:00Z", "2037-01-08T17:00:00Z")).Expect(201);
        (await Client.Patch($"{series.Location}?from=2037-01-07T15:00:00", new { from_local = "2037-01-07T17:00" })).ExpectProblem(409, "series-conflict");
        Assert.Equal(Froms(moved), Froms((await Client.Get(series.Location!)).Expect(200)));

        var texts = (await Client.Patch(series.Location!, new { description = "all of them" })).Expect(200);
        Assert.All(texts["occurrences"].EnumerateArray(), one => Assert.Equal("all of them", one.GetProperty("description").GetString()));
        Assert.Equal(Froms(moved), Froms(texts));
    }

    [Fact]
    public async Task Occurrences_that_would_change_places_are_named()
    {
        var car = await Client.Create();
        var series = (await CreateAsync(car, "2037-01-05T09:00", "FREQ=DAILY;COUNT=2")).Expect(201);
        var first = $"{car}/allocations/{series["occurrences"][0].GetProperty("id").GetString()}";
        // It stands where the other would go.
        (await Client.Patch(first, new { from_datetime = "2037-01-07T08:00:00Z", to_datetime = "2037-01-07T09:00:00Z" })).Expect(200);
        var refusal = (await Client.Patch(series.Location!, new { from_local = "2037-01-06T09:00" })).ExpectProblem(409, "series-conflict");
        Assert.Equal(2, refusal["occurrences"].GetArrayLength());
        (await Client.Patch(first, new { from_datetime = "2037-01-09T08:00:00Z", to_datetime = "2037-01-09T09:00:00Z" })).Expect(200);
        Assert.Equal(["2037-01-06T08:00:00Z", "2037-01-07T08:00:00Z"], Froms((await Client.Patch(series.Location!, new { from_local = "2037-01-06T09:00" })).Expect(200)));
    }

    [Fact]
    public async Task A_deleted_series_is_gone_and_from_an_occurrence_on_the_rest_stays()
    {
        var car = await Client.Create();
        var series = (await CreateAsync(car, "2037-01-05T09:00", "FREQ=DAILY;COUNT=4")).Expect(201);
        (await Client.Delete($"{series.Location}?from=2037-01-07T09:00:00")).Expect(204);
        Assert.Equal(2, (await Client.Get(series.Location!)).Expect(200)["occurrences"].GetArrayLength());
        (await Client.Delete($"{series.Location}?from=2037-01-07T09:00:00")).ExpectProblem(404, "not-found");
        (await Client.Delete(series.Location!)).Expect(204);
        (await Client.Delete(series.Location!)).ExpectProblem(404, "not-found");
        (await Client.Get(series.Location!)).ExpectProblem(404, "not-found");
        Assert.Empty((await Client.Get($"{car}/allocations")).Items);
    }

    [Fact]
    public async Task The_same_key_makes_one_series_and_a_dry_run_none()
    {
        var car = await Client.Create();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = (await CreateAsync(car, "2037-01-05T09:00", "FREQ=DAILY;COUNT=3", null, key)).Expect(201);
        var again = (await CreateAsync(car, "2037-01-05T09:00", "FREQ=DAILY;COUNT=3", null, key)).Expect(201);
        Assert.Equal((first.Id, first.Text), (again.Id, again.Text));
        (await CreateAsync(car, "2037-01-05T09:00", "FREQ=DAILY;COUNT=4", null, key)).ExpectProblem(422, "idempotency-key-reused");
        Assert.Equal(3, (await CreateAsync(car, "2037-02-05T09:00", "FREQ=DAILY;COUNT=3", null, ("Prefer", "dry-run"))).Expect(201)["occurrences"].GetArrayLength());
        Assert.Equal(3, (await Client.Get($"{car}/allocations")).Items.Count);
    }

    [Fact]
    public async Task A_thousand_occurrences_are_one_series()
    {
        var car = await Client.Create();
        var series = (await CreateAsync(car, "2037-01-05T09:00", "FREQ=DAILY;COUNT=1000")).Expect(201);
        Assert.Equal(1_000, series["occurrences"].GetArrayLength());
        (await Client.Delete(series.Location!)).Expect(204);
        Assert.Empty((await Client.Get($"{car}/allocations")).Items);
    }

    [Fact]
    public async Task Series_are_listed_by_resource_in_pages()
    {
        var (car, other) = (await Client.Create(), await Client.Create());
        var ids = new List<string>();
        for (var n = 0; n < 5; n++)
            ids.Add((await CreateAsync(car, $"2037-01-0{n + 1}T09:00", "FREQ=WEEKLY;COUNT=2")).Expect(201).Id);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        (await CreateAsync(car, "2037-01-01T09:00", "FREQ=WEEKLY;COUNT=2", null, key)).ExpectProblem(409, "series-conflict");
        var theirs = (await CreateAsync(other, "2037-01-01T09:00", "FREQ=WEEKLY;COUNT=2")).Expect(201).Id;
        (await Client.Delete($"/api/series/{ids[1]}")).Expect(204);
        ids.RemoveAt(1);
        string IdOf(string path) => path[^36..];
        Assert.Equal(ids, (await Client.Get($"/api/series?resource={IdOf(car)}")).Expect(200).Items.Select(one => one.GetProperty("id").GetString()));
        var (paged, next) = (new List<string>(), $"/api/series?resource={IdOf(car)}&limit=2");
        for (var pages = 0; next is not null; pages++)
        {
            Assert.InRange(pages, 0, 10);
            var page = (await Client.Get(next)).Expect(200);
            paged.AddRange(page.Items.Select(one => one.GetProperty("id").GetString()!));
            next = page.Next;
        }
        Assert.Equal(ids, paged);
        var both = (await Client.Get($"/api/series?resource={IdOf(car)}&resource={IdOf(other)}")).Expect(200).Items;
        Assert.Equal([.. ids, theirs], both.Select(one => one.GetProperty("id").GetString()!));
        Assert.Equal(("FREQ=WEEKLY;COUNT=2", 0), (both[0].GetProperty("rrule").GetString(), both[0].GetProperty("needs_attention").GetInt32()));
        (await Client.Get("/api/series?resource=one")).ExpectProblem(422, "invalid");
    }

    [Theory]
    [InlineData("rrule", "FREQ=DAILY", "#/rrule"), InlineData("rrule", "FREQ=DAILY;COUNT=1001", "#/rrule"), InlineData("rrule", "FREQ=YEARLY;COUNT=9", "#/rrule"), InlineData("rrule", "FREQ=DAILY;BYHOUR=9;COUNT=2", "#/rrule")]
    [InlineData("time_zone", "Mars/Olympus", "#/time_zone"), InlineData("from_local", "2037-01-05T09:00:00Z", "#/from_local"), InlineData("duration", "P1M", "#/duration"), InlineData("on_conflict", "ignore", "#/on_conflict")]
    public async Task A_wrong_member_is_named(string member, string value, string pointer)
    {
        var car = await Client.Create();
        var body = new Dictionary<string, string>
        {
            ["time_zone"] = "Europe/Copenhagen", ["from_local"] = "2037-01-05T09:00", ["duration"] = "PT1H", ["rrule"] = "FREQ=DAILY;COUNT=3", ["allocation_type"] = "training", [member] = value,
        };
        (await Client.Post($"{car}/series", body)).ExpectProblem(422, "invalid").ExpectFaults(pointer);
    }

    private Task<Answer> CreateAsync(string car, string fromLocal, string rrule, string? onConflict = null, params (string, string)[] headers) => Client.Post(
        $"{car}/series", new { time_zone = "Europe/Copenhagen", from_local = fromLocal, duration = "PT2H", rrule, on_conflict = onConflict ?? "refuse", allocation_type = "training" }, headers);

    private static IEnumerable<string?> Froms(Answer series) => [.. series["occurrences"].EnumerateArray().Select(one => one.GetProperty("from_datetime").GetString())];
}
