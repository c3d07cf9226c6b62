using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Feeds;

/// <summary>The feeds of resources and of callers, read as calendar programs do.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class FeedTests(SecuredGateway gateway)
{
    private GatewayClient Client => gateway.Client;

    private (string, string) Operator => As(gateway.Operator);

    [Fact]
    public async Task A_feed_has_each_allocation_with_its_time_its_texts_and_where_it_is()
    {
        var (runway, name) = await CreateAsync("runways");
        var firm = await AllocateAsync(runway, "2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z", description: "Snow, ice; wind", reference: "4711");
        var held = await AllocateAsync(runway, "2031-12-01T11:00:00Z", "2031-12-01T12:00:00Z", hold: 600);
        var feed = await Client.FeedAsync($"{runway}/calendar.ics", Operator);
        Assert.Equal(name, feed.Calendar.Properties.Single(property => property.Name == "X-WR-CALNAME").Value);
        Assert.Equal([firm.Id, held.Id], feed.Events.Select(one => one.Uid));
        var (one, other) = (feed.Events[0], feed.Events[1]);
        Assert.Equal(("2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z"), Feed.TimesOf(one));
        Assert.Equal(("works: Snow, ice; wind", "Reference: 4711", name), (one.Summary, one.Description, one.Location));
        Assert.Equal(("CONFIRMED", "TENTATIVE"), (one.Status, other.Status));
        Assert.Equal("works", other.Summary);
        Assert.Equal(firm["created"].GetString()![..19] + "Z", Feed.UtcOf(one.Created));
        Assert.Equal(Feed.UtcOf(one.Created), Feed.UtcOf(one.LastModified));
        Assert.Equal(Feed.UtcOf(one.DtStamp), Feed.UtcOf(one.LastModified));
    }

    [Fact]
    public async Task An_event_keeps_its_id_and_its_sequence_rises_with_each_change()
    {
        var (runway, _) = await CreateAsync("runways");
        var made = await AllocateAsync(runway, "2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z");
        var before = Assert.Single((await Client.FeedAsync($"{runway}/calendar.ics", Operator)).Events);
        (await Client.Patch(made.Location!, new { from_datetime = "2031-12-01T12:00:00Z", to_datetime = "2031-12-01T13:00:00Z" }, Operator)).Expect(200);
        var after = Assert.Single((await Client.FeedAsync($"{runway}/calendar.ics", Operator)).Events);
        Assert.Equal((before.Uid, Feed.UtcOf(before.Created)), (after.Uid, Feed.UtcOf(after.Created)));
        Assert.True(after.Sequence > before.Sequence);
        Assert.True(after.LastModified!.AsUtc >= before.LastModified!.AsUtc);
        var history = (await Client.Get($"{runway}/history", Operator)).Expect(200).Items;
        Assert.Equal(history[^1].GetProperty("time").GetString()![..19] + "Z", Feed.UtcOf(after.LastModified));
        Assert.Equal(("2031-12-01T12:00:00Z", "2031-12-01T13:00:00Z"), Feed.TimesOf(after));
        (await Client.Delete(made.Location!, Operator)).ExpectStatus(204);
        Assert.Empty((await Client.FeedAsync($"{runway}/calendar.ics", Operator)).Events);
    }

    [Theory]
    [InlineData("calendar.ics"), InlineData("freebusy.ics")]
    public async Task A_feed_that_has_not_changed_is_not_sent_again(string feed)
    {
        var (runway, _) = await CreateAsync("runways");
        var made = await AllocateAsync(runway, null, null);
        var first = (await Client.Get($"{runway}/{feed}", Operator)).ExpectStatus(200);
        var again = (await Client.Get($"{runway}/{feed}", Operator, ("If-None-Match", $"\"other\", {first.ETag}"))).ExpectStatus(304);
        Assert.Equal((first.ETag, 0), (again.ETag, again.Body.Length));
        Assert.Equal(first.ETag, (await Client.Get($"{runway}/{feed}", Operator, ("If-None-Match", "\"1\""))).ExpectStatus(200).ETag);
        (await Client.Delete(made.Location!, Operator)).ExpectStatus(204);
        Assert.NotEqual(first.ETag, (await Client.Get($"{runway}/{feed}", Operator, ("If-None-Match", first.ETag!))).ExpectStatus(200).ETag);
    }

    [Fact]
    public async Task A_customer_sees_its_own_and_of_others_only_when_they_are()
    {
        var (runway, _) = await CreateAsync("runways");
        var mine = (await Client.Post($"{runway}/allocations", BodyOf("2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z", "My landing"), As(gateway.Customer))).Expect(201);
        var theirs = (await Client.Post($"{runway}/allocations", BodyOf("2031-12-01T12:00:00Z", "2031-12-01T13:00:00Z", "Their landing"), As(gateway.OtherCustomer))).Expect(201);
        var staff = await AllocateAsync(runway, "2031-12-01T14:00:00Z", "2031-12-01T15:00:00Z", "Secret", "R17", hold: 600);
        var feed = await Client.FeedAsync($"{runway}/calendar.ics", As(gateway.Customer));
        Assert.Equal(["works: My landing", "Busy", "Busy"], feed.Events.Select(one => one.Summary));
        Assert.Equal([("2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z"), ("2031-12-01T12:00:00Z", "2031-12-01T13:00:00Z"), ("2031-12-01T14:00:00Z", "2031-12-01T15:00:00Z")], feed.Events.Select(Feed.TimesOf));
        Assert.Equal((mine.Id, 3), (feed.Events[0].Uid, feed.Events.Select(one => one.Uid).Distinct().Count()));
        foreach (var path in new[] { "calendar.ics", "freebusy.ics" })
        {
            var text = (await Client.Get($"{runway}/{path}", As(gateway.Customer))).Text;
            Assert.All(new[] { theirs.Id, staff.Id, "Their", "Secret", "R17", "TENTATIVE" }, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
            Assert.Equal(path == "calendar.ics" ? 1 : 0, text.Split("CREATED:").Length - 1);
        }
    }

    [Fact]
    public async Task Infinite_times_are_cut_to_a_year_before_today_and_two_years_after_it()
    {
        var (runway, _) = await CreateAsync("runways");
        await AllocateAsync(runway, null, "2020-01-01T00:00:00Z");
        await AllocateAsync(runway, "2020-01-02T00:00:00Z", "2060-01-01T00:00:00Z");
        await AllocateAsync(runway, "2060-01-01T00:00:00Z", null);
        var feed = await Client.FeedAsync($"{runway}/calendar.ics", Operator);
        Assert.Equal([("2019-12-31T00:00:00Z", "2020-01-01T00:00:00Z"), ("2020-01-02T00:00:00Z", "2060-01-01T00:00:00Z"), ("2060-01-01T00:00:00Z", "2060-01-02T00:00:00Z")], feed.Events.Select(Feed.TimesOf));

        var (other, _) = await CreateAsync("runways");
        await AllocateAsync(other, null, null);
        var today = TimeProvider.System.GetUtcNow().UtcDateTime.Date;
        var whole = Assert.Single((await Client.FeedAsync($"{other}/calendar.ics", Operator)).Events);
        Assert.Equal((today.AddYears(-1), today.AddYears(2)), (whole.Start!.AsUtc, whole.End!.AsUtc));
        var busy = await Client.FeedAsync($"{other}/freebusy.ics", Operator);
        var component = Assert.Single(busy.Calendar.FreeBusy)!;
        Assert.Equal((today.AddYears(-1), today.AddYears(2)), (component.Start!.AsUtc, component.End!.AsUtc));
        Assert.Equal([$"FREEBUSY:{today.AddYears(-1):yyyyMMdd}T000000Z/{today.AddYears(2):yyyyMMdd}T000000Z"], busy.Busy);
    }

    [Fact]
    public async Task Times_are_in_the_zone_of_the_opening_hours_which_the_feed_explains()
    {
        var (runway, _) = await CreateAsync("runways");
        (await Client.Put($"{runway}/policy", new { hours = new { time_zone = "Europe/Copenhagen" } }, Operator)).Expect(200);
        string[] starts = ["2031-01-10T10:00:00Z", "2031-07-01T10:00:00Z", "2031-10-26T00:30:00Z", "2031-10-26T01:30:00Z", "2031-10-26T02:30:00Z", "2031-03-30T00:30:00Z", "2031-03-30T01:00:00Z"];
        foreach (var start in starts)
            await AllocateAsync(runway, start, TimeOf(start).AddMinutes(30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
        var answer = (await Client.Get($"{runway}/calendar.ics", Operator)).ExpectStatus(200).Text;
        Assert.Contains("DTSTART;TZID=Europe/Copenhagen:20310701T120000\r\n", answer, StringComparison.Ordinal);
        // The clocks show half past two twice on that day.
        Assert.Contains("DTSTART:20311026T003000Z\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("DTSTART:20311026T013000Z\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("BEGIN:VTIMEZONE\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("TZID:Europe/Copenhagen\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("TZOFFSETTO:+0200\r\n", answer, StringComparison.Ordinal);
        var feed = await Client.FeedAsync($"{runway}/calendar.ics", Operator);
        Assert.Equal(starts.Order(StringComparer.Ordinal), feed.Events.Select(one => Feed.TimesOf(one).From));
    }

    [Fact]
    public async Task Free_and_busy_tells_when_it_is_taken_or_closed_and_nothing_else()
    {
        var (runway, _) = await CreateAsync("runways");
        (await Client.Put($"{runway}/policy", new { holidays = new[] { new { from = "2027-12-24", to = "2027-12-24" } }, hours = new { time_zone = "UTC" } }, Operator)).Expect(200);
        foreach (var (from, to) in new[] { ("2027-12-01T10:00:00Z", "2027-12-01T11:00:00Z"), ("2027-12-01T11:00:00Z", "2027-12-01T12:00:00Z"), ("2027-12-02T10:00:00Z", "2027-12-02T10:30:00Z") })
            await AllocateAsync(runway, from, to, "Secret", hold: 600);
        var answer = (await Client.Get($"{runway}/freebusy.ics", Operator)).ExpectStatus(200).Text;
        Assert.DoesNotContain("Secret", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("VEVENT", answer, StringComparison.Ordinal);
        Assert.Equal(
            ["FREEBUSY:20271201T100000Z/20271201T120000Z", "FREEBUSY:20271202T100000Z/20271202T103000Z", "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20271224T000000Z/20271225T000000Z"],
            (await Client.FeedAsync($"{runway}/freebusy.ics", Operator)).Busy);
    }

    [Fact]
    public async Task A_customer_reads_what_it_has_booked_and_allocated_and_nothing_of_others()
    {
        var me = As(await gateway.NewTokenAsync());
        var ((car, carName), (runway, runwayName)) = (await CreateAsync("cars"), await CreateAsync("runways"));
        var body = new { items = new[] { new { resource = car["/api/".Length..], from_datetime = "2027-03-01T10:00:00Z", to_datetime = "2027-03-01T12:00:00Z" } } };
        var booking = (await Client.Post("/api/bookings", body, me)).Expect(201);
        var direct = (await Client.Post($"{runway}/allocations", BodyOf("2027-03-02T10:00:00Z", "2027-03-02T11:00:00Z", "Landing"), me)).Expect(201);
        await AllocateAsync(runway, "2027-03-03T10:00:00Z", "2027-03-03T11:00:00Z");
        var feed = await Client.FeedAsync("/api/users/me/calendar.ics", me);
        Assert.Equal([booking["items"][0].GetProperty("allocation_id").GetString(), direct.Id], feed.Events.Select(one => one.Uid));
        Assert.Equal([(carName, "TENTATIVE"), (runwayName, "CONFIRMED")], feed.Events.Select(one => (one.Location!, one.Status!)));
        Assert.Equal(feed.Events[1].Sequence, (await Client.FeedAsync($"{runway}/calendar.ics", me)).Events[0].Sequence);
        (await Client.Post($"/api/bookings/{booking.Id}/confirm", "", me)).Expect(200);
        Assert.Equal("CONFIRMED", (await Client.FeedAsync("/api/users/me/calendar.ics", me)).Events[0].Status);
        Assert.Equal(["FREEBUSY:20270301T100000Z/20270301T120000Z", "FREEBUSY:20270302T100000Z/20270302T110000Z"], (await Client.FeedAsync("/api/users/me/freebusy.ics", me)).Busy);
        (await Client.Delete($"/api/bookings/{booking.Id}", me)).Expect(200);
        Assert.Equal([direct.Id], (await Client.FeedAsync("/api/users/me/calendar.ics", me)).Events.Select(one => one.Uid));
        Assert.Empty((await Client.FeedAsync("/api/users/me/calendar.ics", As(await gateway.NewTokenAsync()))).Events);
    }

    [Fact]
    public async Task A_feed_of_a_resource_that_is_not_there_is_not_there()
    {
        var (runway, _) = await CreateAsync("runways");
        foreach (var feed in new[] { "calendar.ics", "freebusy.ics" })
        {
            (await Client.Get($"/api/runways/{Guid.NewGuid()}/{feed}", Operator)).ExpectProblem(404, "not-found");
            (await Client.Get($"{runway.Replace("runways", "launchpads", StringComparison.Ordinal)}/{feed}", Operator)).ExpectProblem(404, "not-found");
            (await Client.Get($"/api/devices/{Guid.NewGuid()}/{feed}", Operator)).ExpectProblem(404, "not-found");
        }
    }

    private async Task<(string Path, string Name)> CreateAsync(string type)
    {
        var name = GatewayClient.NewName();
        return ((await Client.Post($"/api/{type}", new { name }, Operator)).Expect(201).Location!, name);
    }

    private async Task<Answer> AllocateAsync(string resource, string? from, string? to, string? description = null, string? reference = null, int? hold = null) =>
        (await Client.Post($"{resource}/allocations", BodyOf(from, to, description, reference, hold), Operator)).Expect(201);

    private static object BodyOf(string? from, string? to, string? description = null, string? reference = null, int? hold = null) => new
    {
        from_datetime = from,
        from_infinity = from is null,
        to_datetime = to,
        to_infinity = to is null,
        allocation_type = "works",
        description,
        reference,
        hold_seconds = hold,
    };

    private static DateTime TimeOf(string text) => DateTimeOffset.Parse(text, null).UtcDateTime;
}
