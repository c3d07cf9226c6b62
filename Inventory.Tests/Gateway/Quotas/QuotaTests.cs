using System.Text.Json;
using Inventory.TestHost;
using Inventory.Tests.Storage.Sqlite;
using static Inventory.Tests.Gateway.Quotas.QuotaGateway;

namespace Inventory.Tests.Gateway.Quotas;

/// <summary>Each way to take time, with a quota in the way.</summary>
public sealed class QuotaTests
{
    // 2031-12-01 is a Monday; Copenhagen is an hour ahead of UTC.
    private static readonly string[] FourHoursADay = ["of=customer", "types:0=runways", "measure=hours", "per=day", "time_zone=Europe/Copenhagen", "limit=4"];

    private static readonly string[] TwoCars = ["of=customer", "types:0=cars", "measure=count", "per=active", "limit=2"];

    private static readonly string[] Quota = ["quota"];

    private static readonly string[] NextDay = ["2031-12-01T23:00:00Z", "2031-12-02T01:00:00Z"];

    [Fact]
    public async Task A_customer_takes_as_many_hours_as_its_quota_and_gets_them_back()
    {
        await using var gateway = await StartAsync(FourHoursADay);
        var (_, me) = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        var first = (await gateway.AllocateAsync(runway, me, "2031-12-01T10:00:00Z", "2031-12-01T13:00:00Z")).Expect(201);
        var refusal = (await gateway.AllocateAsync(runway, me, "2031-12-01T14:00:00Z", "2031-12-01T16:00:00Z")).ExpectProblem(409, "quota");
        Assert.Equal(("quota0", 4m, 3m, 2m, "2031-12-01T23:00:00Z"), (refusal["quota"].GetString(), refusal["limit"].GetDecimal(), refusal["used"].GetDecimal(), refusal["asked"].GetDecimal(), refusal["frees_at"].GetString()));
        // Three quarters of it are on the next day.
        (await gateway.AllocateAsync(runway, me, "2031-12-01T22:00:00Z", "2031-12-02T02:00:00Z")).Expect(201);
        (await gateway.Client.Patch(first.Location!, new { to_datetime = "2031-12-01T13:30:00Z" }, me)).ExpectProblem(409, "quota");
        (await gateway.Client.Patch(first.Location!, new { from_datetime = "2031-12-01T09:00:00Z" }, me)).ExpectProblem(409, "quota");
        (await gateway.Client.Patch(first.Location!, new { from_datetime = "2031-12-01T11:00:00Z" }, me)).Expect(200);
        (await gateway.Client.Patch(first.Location!, new { to_datetime = "2031-12-01T14:00:00Z" }, me)).Expect(200);
        (await gateway.AllocateAsync(runway, me, "2031-12-01T15:00:00Z", "2031-12-01T16:00:00Z")).ExpectProblem(409, "quota");
        (await gateway.Client.Delete(first.Location!, me)).Expect(204);
        (await gateway.AllocateAsync(runway, me, "2031-12-01T15:00:00Z", "2031-12-01T18:00:00Z")).Expect(201);
        // Of another customer nothing is counted here, and an operator's own time is nobody's.
        (await gateway.AllocateAsync(runway, (await gateway.CustomerAsync()).Token, "2031-12-01T10:00:00Z", "2031-12-01T14:00:00Z")).Expect(201);
        (await gateway.AllocateAsync(runway, gateway.Root, "2031-12-03T00:00:00Z", "2031-12-05T00:00:00Z")).Expect(201);
    }

    [Fact]
    public async Task What_goes_to_another_resource_is_counted_once_and_freed_there()
    {
        await using var gateway = await StartAsync(["of=customer", "types:0=runways", "measure=count", "per=active", "limit=2"]);
        var (_, me) = await gateway.CustomerAsync();
        var (one, two) = (await gateway.NewAsync(), await gateway.NewAsync());
        await gateway.AllocateAsync(two, gateway.Root, "2031-12-02T10:00:00Z", "2031-12-02T11:00:00Z");
        var first = (await gateway.AllocateAsync(one, me, "2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z")).Expect(201);
        (await gateway.AllocateAsync(one, me, "2031-12-01T11:00:00Z", "2031-12-01T12:00:00Z")).Expect(201);
        // At the limit.
        var moved = (await gateway.Client.Patch(first.Location!, new { resource_id = two[(two.LastIndexOf('/') + 1)..] }, me)).Expect(200);
        (await gateway.Client.Patch($"{two}/allocations/{moved.Id}", new { resource_id = one[(one.LastIndexOf('/') + 1)..], from_datetime = "2031-12-01T11:00:00Z", to_datetime = "2031-12-01T12:00:00Z" }, me)).ExpectProblem(409, "overlap");
        Assert.Equal(2, await gateway.UsedAsync(me));
        (await gateway.AllocateAsync(two, me, "2031-12-01T11:00:00Z", "2031-12-01T12:00:00Z")).ExpectProblem(409, "quota");
        (await gateway.Client.Patch($"{two}/allocations/{moved.Id}", new { to_datetime = "2031-12-01T10:30:00Z" }, me)).Expect(200);
        (await gateway.Client.Delete($"{two}/allocations/{moved.Id}", me)).Expect(204);
        Assert.Equal(1, await gateway.UsedAsync(me));
        (await gateway.AllocateAsync(two, me, "2031-12-01T11:00:00Z", "2031-12-01T12:00:00Z")).Expect(201);
    }

    [Fact]
    public async Task What_a_quota_refuses_is_among_the_refusals_of_the_resource()
    {
        await using var gateway = await StartAsync(TwoCars);
        var (id, me) = await gateway.CustomerAsync();
        var (one, two) = (await gateway.NewAsync("cars"), await gateway.NewAsync("cars"));
        (await gateway.Client.Post("/api/bookings", BookingOf(On(one, 1), On(two, 1)), me)).Expect(201);
        for (var time = 0; time < 2; time++)
            (await gateway.Client.Post("/api/bookings", BookingOf(On(one, 2)), me)).ExpectProblem(409, "quota");
        (await gateway.Client.Post("/api/bookings", BookingOf(On(one, 3)), me, ("Prefer", "dry-run"))).ExpectProblem(409, "quota");
        var direct = (await gateway.AllocateAsync(one, gateway.Root, "2031-12-05T10:00:00Z", "2031-12-05T11:00:00Z", id)).ExpectProblem(409, "quota");
        Answer? found = null;
        await Eventually.HoldsAsync(async () => (found = (await gateway.Client.Get($"{one}/refusals", gateway.Root)).Expect(200)).Items.Count == 2, () => found!.Text);
        Assert.Equal([(1, "quota"), (2, "quota")], found!.Items.Select(refusal => (refusal.GetProperty("times").GetInt32(), refusal.GetProperty("limit").GetString()!)));
        Assert.All(found.Items, refusal => Assert.Equal((id, direct["detail"].GetString(), 0), (refusal.GetProperty("customer").GetString(), refusal.GetProperty("detail").GetString(), refusal.GetProperty("rules").GetArrayLength())));
        Assert.Equal("2031-12-05T10:00:00Z", found.Items[0].GetProperty("from_datetime").GetString());
        Assert.Empty((await gateway.Client.Get($"{two}/refusals", gateway.Root)).Expect(200).Items);
    }

    [Fact]
    public async Task What_an_operator_takes_for_a_customer_counts_unless_the_quota_is_set_aside()
    {
        await using var gateway = await StartAsync(FourHoursADay);
        var (id, me) = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        var first = (await gateway.AllocateAsync(runway, gateway.Root, "2031-12-01T08:00:00Z", "2031-12-01T12:00:00Z", id)).Expect(201);
        (await gateway.AllocateAsync(runway, me, "2031-12-01T12:00:00Z", "2031-12-01T13:00:00Z")).ExpectProblem(409, "quota");
        (await gateway.AllocateAsync(runway, gateway.Root, "2031-12-01T12:00:00Z", "2031-12-01T13:00:00Z", id)).ExpectProblem(409, "quota");
        (await gateway.Client.Patch(first.Location!, new { to_datetime = "2031-12-01T12:30:00Z" }, gateway.Root)).ExpectProblem(409, "quota");
        var gift = (await gateway.AllocateAsync(runway, gateway.Root, "2031-12-01T12:00:00Z", "2031-12-01T13:00:00Z", id, Quota)).Expect(201);
        Assert.Equal("quota", gift["override"][0].GetString());
        Assert.Contains("\"override\":[\"quota\"]", (await gateway.Client.Get($"{runway}/history", gateway.Root)).Expect(200).Text, StringComparison.Ordinal);
        // What was set aside for one time is not for another.
        (await gateway.Client.Patch(gift.Location!, new { to_datetime = "2031-12-01T14:00:00Z" }, me)).ExpectProblem(409, "quota");
        (await gateway.Client.Patch(gift.Location!, new { to_datetime = "2031-12-01T14:00:00Z", @override = Quota }, gateway.Root)).Expect(200);
        (await gateway.AllocateAsync(runway, me, "2031-12-02T12:00:00Z", "2031-12-02T13:00:00Z", overrides: Quota)).ExpectProblem(422, "invalid");
        (await gateway.Client.Patch(first.Location!, new { from_datetime = "2031-12-01T10:00:00Z" }, gateway.Root)).Expect(200);
        (await gateway.AllocateAsync(runway, me, "2031-12-01T20:00:00Z", "2031-12-01T22:00:00Z")).Expect(201);
        // What an operator releases is free again at once.
        (await gateway.Client.Delete(first.Location!, gateway.Root)).Expect(204);
        (await gateway.AllocateAsync(runway, me, "2031-12-01T08:00:00Z", "2031-12-01T10:00:00Z")).Expect(201);
        (await gateway.AllocateAsync(runway, me, "2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z")).ExpectProblem(409, "quota");
    }

    [Fact]
    public async Task Bookings_are_counted_by_item_moved_and_given_back()
    {
        await using var gateway = await StartAsync(TwoCars);
        var (id, me) = await gateway.CustomerAsync();
        var (one, two) = (await gateway.NewAsync("cars"), await gateway.NewAsync("cars"));
        (await gateway.Client.Post("/api/bookings", BookingOf(On(one, 1), On(one, 2), On(two, 1)), me)).ExpectProblem(409, "quota");
        var booking = (await gateway.Client.Post("/api/bookings", BookingOf(On(one, 1), On(two, 1)), me)).Expect(201);
        (await gateway.Client.Post("/api/bookings", BookingOf(On(one, 2)), me)).ExpectProblem(409, "quota");
        (await gateway.AllocateAsync(one, gateway.Root, "2031-12-05T10:00:00Z", "2031-12-05T11:00:00Z", id)).ExpectProblem(409, "quota");
        (await gateway.Client.Post($"{booking.Location}/confirm", "", me)).Expect(200);
        // A move is no second booking.
        (await gateway.Client.Patch(booking.Location!, new { items = new[] { new { from_datetime = "2031-12-11T10:00:00Z", to_datetime = "2031-12-11T11:00:00Z" } } }, me)).Expect(200);
        (await gateway.Client.Delete($"{booking.Location}/items/0", me)).Expect(200);
        Assert.Equal(1, await gateway.UsedAsync(me));
        var more = (await gateway.Client.Post("/api/bookings", new { items = new[] { new { type = "cars", from_datetime = "2031-12-06T10:00:00Z", to_datetime = "2031-12-06T11:00:00Z" } } }, me)).Expect(201);
        (await gateway.Client.Post("/api/bookings", BookingOf(On(one, 7)), me)).ExpectProblem(409, "quota");
        (await gateway.Client.Post("/api/bookings", new { items = new[] { new { type = "cars", from_datetime = "2031-12-07T10:00:00Z", to_datetime = "2031-12-07T11:00:00Z" } }, customer = id, @override = Quota }, gateway.Root)).Expect(201);
        (await gateway.Client.Delete(more.Location!, me)).Expect(200);
        // What was refused by a resource is not counted.
        (await gateway.Client.Post("/api/bookings", BookingOf(On(two, 1)), me)).ExpectProblem(409, "overlap");
        (await gateway.Client.Post("/api/bookings", BookingOf(On(one, 9)), me)).Expect(201);
        (await gateway.Client.Post("/api/bookings", BookingOf(On(one, 8)), me)).ExpectProblem(409, "quota");
    }

    [Fact]
    public async Task A_longer_booking_is_judged_for_its_new_time_alone_and_a_dry_run_as_the_request()
    {
        await using var gateway = await StartAsync(["of=customer", "types:0=cars", "measure=hours", "per=week", "limit=10"]);
        var (_, me) = await gateway.CustomerAsync();
        (string, string) dry = ("Prefer", "dry-run");
        var car = await gateway.NewAsync("cars");
        var request = BookingOf((car, "2031-12-02T08:00:00Z", "2031-12-02T15:00:00Z"));
        (await gateway.Client.Post("/api/bookings", request, me, dry)).Expect(201);
        var booking = (await gateway.Client.Post("/api/bookings", request, me)).Expect(201);
        (await gateway.Client.Post($"{booking.Location}/confirm", "", me)).Expect(200);
        (await gateway.Client.Post("/api/bookings", BookingOf((car, "2031-12-03T08:00:00Z", "2031-12-03T15:00:00Z")), me, dry)).ExpectProblem(409, "quota");
        foreach (var prefer in new[] { dry, ("X-None", "") })
            (await gateway.Client.Patch(booking.Location!, Until("2031-12-02T20:00:00Z"), me, prefer)).ExpectProblem(409, "quota");
        (await gateway.Client.Patch(booking.Location!, Until("2031-12-02T18:00:00Z"), me)).Expect(200);
        Assert.Equal(10, (await gateway.Client.Get("/api/bookings", me)).Items.Sum(item => item.GetProperty("items")[0].GetProperty("to_datetime").GetDateTimeOffset().Hour - 8));
        (await gateway.Client.Patch(booking.Location!, Until("2031-12-02T10:00:00Z"), me)).Expect(200);
        (await gateway.Client.Post("/api/bookings", BookingOf((car, "2031-12-03T08:00:00Z", "2031-12-03T16:00:00Z")), me)).Expect(201);
        (await gateway.Client.Post("/api/bookings", BookingOf((car, "2031-12-04T08:00:00Z", "2031-12-04T08:30:00Z")), me)).ExpectProblem(409, "quota");

        static object Until(string to) => new { items = new[] { new { to_datetime = to } } };
    }

    [Fact]
    public async Task Any_runway_and_any_time_are_within_the_quota()
    {
        await using var gateway = await StartAsync(FourHoursADay);
        var (_, me) = await gateway.CustomerAsync();
        var runways = new[] { await gateway.NewAsync(), await gateway.NewAsync() };
        var ids = runways.Select(runway => runway.Split('/')[^1]).ToArray();
        (await Any(new { from_datetime = "2031-12-01T10:00:00Z", to_datetime = "2031-12-01T13:00:00Z", allocation_type = "b" })).Expect(201);
        (await Any(new { from_datetime = "2031-12-01T10:00:00Z", to_datetime = "2031-12-01T12:00:00Z", allocation_type = "b" })).ExpectProblem(409, "quota");
        (await Any(new { from_datetime = "2031-12-01T10:00:00Z", to_datetime = "2031-12-01T12:00:00Z", allocation_type = "b", any_of = ids })).ExpectProblem(409, "quota");
        // The first time that is both free and within the quota is on the next day, which begins at 23:00 in UTC.
        var flex = new { earliest = "2031-12-01T10:00:00Z", latest = "2031-12-02T12:00:00Z" };
        foreach (var prefer in new[] { ("Prefer", "dry-run"), ("X-None", "") })
            Assert.Equal("2031-12-01T23:00:00Z", (await Any(new { flex, duration = "PT2H", allocation_type = "b" }, prefer)).Expect(201)["from_datetime"].GetString());
        // On the first runway, that may be after the one before.
        Assert.Contains((await Any(new { flex, duration = "PT2H", allocation_type = "b", any_of = ids })).Expect(201)["from_datetime"].GetString(), NextDay);
        (await Any(new { flex, duration = "PT2H", allocation_type = "b", any_of = ids })).ExpectProblem(409, "quota");
        (await Any(new { flex, duration = "PT2H", allocation_type = "b" })).ExpectProblem(409, "quota");
        Assert.Equal(7, (await gateway.AllAsync(runways)).Sum(time => (time.GetProperty("to_datetime").GetDateTimeOffset() - time.GetProperty("from_datetime").GetDateTimeOffset()).TotalHours));

        Task<Answer> Any(object body, (string, string)? header = null) => gateway.Client.Post("/api/runways/allocations", body, header is { } more ? [me, more] : [me]);
    }

    [Fact]
    public async Task Holds_count_until_they_are_confirmed_or_over()
    {
        await using var gateway = await StartAsync(["of=customer", "types:0=runways", "measure=held", "per=active", "limit=2"]);
        var (_, me) = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        var hold = (await HoldAsync(1, 600)).Expect(201);
        (await HoldAsync(2, 1)).Expect(201);
        await Eventually.HoldsAsync(async () => await HoldAsync(3, 600) is { Status: 201 }, () => "A hold that is over still counts.");
        Assert.Equal(2, (await HoldAsync(4, 600)).ExpectProblem(409, "quota")["used"].GetDecimal());
        (await gateway.Client.Post($"{hold.Location}/confirm", "", me)).Expect(200);
        (await HoldAsync(4, 600)).Expect(201);
        (await gateway.AllocateAsync(runway, me, "2031-12-09T10:00:00Z", "2031-12-09T11:00:00Z")).Expect(201);

        Task<Answer> HoldAsync(int day, int seconds) => gateway.AllocateAsync(runway, me, $"2031-12-0{day}T10:00:00Z", $"2031-12-0{day}T11:00:00Z", hold: seconds);
    }

    [Fact]
    public async Task The_customers_of_a_group_have_a_quota_together()
    {
        await using var gateway = await StartAsync(["of=group", "types:0=runways", "types:1=cars", "measure=count", "per=week", "limit=2"]);
        var (ann, bob, eve) = (await gateway.CustomerAsync(), await gateway.CustomerAsync(), await gateway.CustomerAsync());
        var (runway, car) = (await gateway.NewAsync(), await gateway.NewAsync("cars"));
        foreach (var (id, _) in new[] { ann, bob })
            Assert.Equal("students", (await gateway.Client.Patch($"/api/users/{id}", new { group = "students" }, gateway.Root)).Expect(200)["group"].GetString());
        var first = (await gateway.AllocateAsync(runway, ann.Token, "2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z")).Expect(201);
        var booking = (await gateway.Client.Post("/api/bookings", BookingOf((car, "2031-12-02T10:00:00Z", "2031-12-02T11:00:00Z")), bob.Token)).Expect(201);
        foreach (var member in new[] { ann, bob })
            Assert.Equal(("quota0", 2m), Facts((await gateway.AllocateAsync(runway, member.Token, "2031-12-03T10:00:00Z", "2031-12-03T11:00:00Z")).ExpectProblem(409, "quota")));
        (await gateway.AllocateAsync(runway, eve.Token, "2031-12-03T10:00:00Z", "2031-12-03T11:00:00Z")).Expect(201);
        Assert.Empty((await gateway.Client.Get("/api/quotas/me", eve.Token)).Expect(200).Items);
        Assert.Equal(0, await gateway.UsedAsync(ann.Token));
        (await gateway.Client.Delete(booking.Location!, bob.Token)).Expect(200);
        (await gateway.AllocateAsync(runway, bob.Token, "2031-12-04T10:00:00Z", "2031-12-04T11:00:00Z")).Expect(201);
        (await gateway.Client.Delete(first.Location!, gateway.Root)).Expect(204);
        (await gateway.AllocateAsync(runway, ann.Token, "2031-12-05T10:00:00Z", "2031-12-05T11:00:00Z")).Expect(201);
        (await gateway.AllocateAsync(runway, bob.Token, "2031-12-06T10:00:00Z", "2031-12-06T11:00:00Z")).ExpectProblem(409, "quota");
        // Out of the group, it has a quota of none.
        (await gateway.Client.Patch($"/api/users/{bob.Id}", new { group = (string?)null }, gateway.Root)).Expect(200);
        (await gateway.AllocateAsync(runway, bob.Token, "2031-12-06T10:00:00Z", "2031-12-06T11:00:00Z")).Expect(201);

        static (string?, decimal) Facts(Answer refusal) => (refusal["quota"].GetString(), refusal["used"].GetDecimal());
    }

    [Fact]
    public async Task A_customer_reads_its_quotas_and_an_operator_those_of_a_customer()
    {
        await using var gateway = await StartAsync(FourHoursADay, TwoCars);
        var (id, me) = await gateway.CustomerAsync();
        var begin = TimeProvider.System.GetUtcNow().AddMinutes(1);
        var (from, to) = ($"{begin:yyyy-MM-ddTHH:mm:ss}Z", $"{begin.AddHours(1):yyyy-MM-ddTHH:mm:ss}Z");
        (await gateway.Client.Post("/api/bookings", BookingOf((await gateway.NewAsync("cars"), from, to)), me)).Expect(201);
        var quotas = (await gateway.Client.Get("/api/quotas/me", me)).Expect(200).Items;
        Assert.Equal([("quota0", 0m), ("quota1", 1m)], quotas.Select(quota => (quota.GetProperty("name").GetString(), quota.GetProperty("used").GetDecimal())));
        Assert.Equal("""{"name":"quota1","of":"customer","types":["cars"],"measure":"count","per":"active","limit":2,"used":1}""", quotas[1].GetRawText());
        Assert.Equal(("day", "Europe/Copenhagen"), (quotas[0].GetProperty("per").GetString(), quotas[0].GetProperty("time_zone").GetString()));
        Assert.InRange(begin, quotas[0].GetProperty("period").GetProperty("from").GetDateTimeOffset(), quotas[0].GetProperty("period").GetProperty("to").GetDateTimeOffset().AddMinutes(1));
        Assert.Equal(quotas[1].GetRawText(), (await gateway.Client.Get($"/api/quotas/me?customer={id}", gateway.Root)).Expect(200).Items[1].GetRawText());
        Assert.Empty((await gateway.Client.Get("/api/quotas/me", gateway.Root)).Expect(200).Items);
        (await gateway.Client.Get($"/api/quotas/me?customer={id}", (await gateway.CustomerAsync()).Token)).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_repeated_request_is_counted_once_and_replayed_even_when_the_quota_is_used_up()
    {
        await using var gateway = await StartAsync(["of=customer", "types:0=runways", "measure=count", "per=active", "limit=1"]);
        var (id, me) = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        foreach (var (caller, customer) in new[] { (me, null), (gateway.Root, id) })
        {
            (string, string) key = ("Idempotency-Key", $"{Guid.NewGuid()}");
            var first = (await gateway.AllocateAsync(runway, caller, "2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z", customer, header: key)).Expect(201);
            Assert.Equal(first.Text, (await gateway.AllocateAsync(runway, caller, "2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z", customer, header: key)).Expect(201).Text);
            (await gateway.Client.Delete(first.Location!, caller)).Expect(204);
            var other = (await gateway.AllocateAsync(runway, me, "2031-12-02T10:00:00Z", "2031-12-02T11:00:00Z")).Expect(201);
            Assert.Equal(first.Text, (await gateway.AllocateAsync(runway, caller, "2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z", customer, header: key)).Expect(201).Text);
            (await gateway.Client.Delete(other.Location!, me)).Expect(204);
        }
    }

    [Fact]
    public async Task Quotas_that_are_wrong_refuse_the_start()
    {
        using var data = new TemporaryDirectory();
        foreach (var (wrong, why) in new[] { ("per=year", ":per is \"year\""), ("colour=red", ": unknown setting 'colour'") })
        {
            var (code, errors) = await HostedGateway.RefusalAsync(data.Path, [.. ArgumentsOf([.. TwoCars, wrong])]);
            Assert.Equal(78, code);
            Assert.Contains($"Inventory:Quotas:0{why}", errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_quotas_of_the_guide_work()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Style.Repository.Root, "docs/quotas.md"), TestContext.Current.CancellationToken);
        var examples = guide.Split("```json").Skip(1).Select(part => JsonSerializer.Deserialize<JsonElement>(part.Split("```")[0])).ToList();
        var quotas = examples[0].GetProperty("Inventory").GetProperty("Quotas").EnumerateArray().Select(SettingsOf).ToArray();
        await using var gateway = await StartAsync(quotas);
        var (id, me) = await gateway.CustomerAsync();
        (await gateway.Client.Patch($"/api/users/{id}", new { group = "students" }, gateway.Root)).Expect(200);
        var runway = await gateway.NewAsync();
        (await gateway.AllocateAsync(runway, me, "2031-12-01T08:00:00Z", "2031-12-01T17:00:00Z")).Expect(201);
        var refusal = (await gateway.AllocateAsync(runway, me, "2031-12-02T08:00:00Z", "2031-12-02T10:00:00Z")).ExpectProblem(409, "quota");
        foreach (var member in examples[1].EnumerateObject())
            Assert.Equal(member.Value.GetRawText(), refusal[member.Name].GetRawText());
        var own = (await gateway.Client.Get("/api/quotas/me", me)).Expect(200).Items;
        Assert.Equal(["week", "at-once", "class"], own.Select(quota => quota.GetProperty("name").GetString()));
        foreach (var member in examples[2][0].EnumerateObject().Where(member => member.Name is not ("used" or "period" or "types")))
            Assert.Equal(member.Value.GetRawText(), own[0].GetProperty(member.Name).GetRawText());
    }

    // The name as it is, and lists as numbered settings.
    private static string[] SettingsOf(JsonElement quota) => [.. quota.EnumerateObject().SelectMany(setting => setting.Value.ValueKind == JsonValueKind.Array
        ? setting.Value.EnumerateArray().Index().Select(one => $"{setting.Name}:{one.Index}={one.Item.GetString()}") : [$"{setting.Name}={setting.Value}"])];

    private static (string, string, string) On(string car, int day) => (car, $"2031-12-0{day}T10:00:00Z", $"2031-12-0{day}T11:00:00Z");
}
