using System.Text.Json;

namespace Inventory.Tests.Gateway.Policies;

/// <summary>The rules of a resource, over HTTP.</summary>
public sealed class PolicyTests(SharedGateway gateway)
{
    // Copenhagen is an hour ahead of UTC in December. 2036-12-01 is a Monday.
    private const string Hours = """{"hours":{"time_zone":"Europe/Copenhagen","weekly":{"mo":["08:00-18:00"],"tu":["08:00-12:00","13:00-18:00"]}}}""";

    private GatewayClient Client => gateway.Client;

    [Fact]
    public async Task Without_rules_there_is_an_empty_policy_and_all_is_open()
    {
        var car = await Client.Create();
        Assert.Equal("{}", (await Client.Get($"{car}/policy")).Expect(200).Text);
        var open = Assert.Single((await Client.Get($"{car}/opening?from=2036-12-01T00:00:00Z&to=2036-12-02T00:00:00Z")).Expect(200).Items);
        Assert.Equal("2036-12-01T00:00:00Z", open.GetProperty("from").GetString());
    }

    [Fact]
    public async Task Out_of_hours_is_refused_with_the_hours_and_a_time_that_is_accepted()
    {
        var car = await Client.Create();
        (await Client.Put($"{car}/policy", Hours)).Expect(200);
        var refusal = (await Client.Allocate(car, "2036-12-01T16:00:00Z", "2036-12-01T18:00:00Z")).ExpectProblem(422, "closed");
        Assert.Contains(refusal["opening"].EnumerateArray(), time => Times(time) == ("2036-12-01T07:00:00Z", "2036-12-01T17:00:00Z"));
        Assert.Equal(("2036-12-01T15:00:00Z", "2036-12-01T17:00:00Z"), Times(refusal["alternatives"][0]));
        var broken = Assert.Single(refusal["broken"].EnumerateArray());
        Assert.Equal(("hours", "/problems/closed"), (broken.GetProperty("rule").GetString(), broken.GetProperty("type").GetString()));
        var (from, to) = Times(refusal["alternatives"][0]);
        (await Client.Allocate(car, from, to)).Expect(201);
        // Noon on Tuesday is closed: a time may not lie over it.
        (await Client.Allocate(car, "2036-12-02T10:00:00Z", "2036-12-02T12:30:00Z")).ExpectProblem(422, "closed");
    }

    [Fact]
    public async Task A_refusal_names_every_rule_that_is_broken()
    {
        var car = await Client.Create();
        (await Client.Put($"{car}/policy", """{"hours":{"time_zone":"UTC","weekly":{"mo":["08:00-18:00"]}},"turnaround":{"default":"PT30M"},"longest":"PT2H"}""")).Expect(200);
        (await Client.Allocate(car, "2036-12-01T16:00:00Z", "2036-12-01T17:50:00Z")).Expect(201);
        var refusal = (await Client.Allocate(car, "2036-12-01T18:00:00Z", "2036-12-01T21:00:00Z")).ExpectProblem(422, "out-of-bounds");
        Assert.Equal(["bounds", "hours", "turnaround"], refusal["broken"].EnumerateArray().Select(rule => rule.GetProperty("rule").GetString()));
        Assert.Equal("PT30M", refusal["needed"].GetString());
        Assert.Equal("""["bounds","hours","turnaround"]""", (await Client.Get($"{car}/refusals")).Items[0].GetProperty("rules").GetRawText());
        var (from, to) = Times(refusal["alternatives"][0]);
        (await Client.Allocate(car, from, to)).Expect(201);
    }

    [Fact]
    public async Task Turnaround_is_by_pair_and_an_exempt_type_needs_none()
    {
        var car = await Client.Create();
        (await Client.Put($"{car}/policy", """{"turnaround":{"default":"PT30M","between":{"wide>narrow":"PT3M"},"exempt":["works"]}}""")).Expect(200);
        (await AllocateAsync(car, "10:00", "11:00", "wide")).Expect(201);
        var refusal = (await AllocateAsync(car, "11:05", "12:00", "wide")).ExpectProblem(409, "turnaround");
        Assert.Equal("PT30M", refusal["needed"].GetString());
        Assert.Single(refusal["conflicts"].EnumerateArray());
        (await AllocateAsync(car, "11:03", "12:00", "narrow")).Expect(201);
        (await AllocateAsync(car, "12:00", "13:00", "works")).Expect(201);
        Assert.Equal("2036-12-01T13:00:00Z", await FirstFreeAsync(car, "works"));
        Assert.Equal("2036-12-01T13:00:00Z", await FirstFreeAsync(car, "wide"));
        (await AllocateAsync(car, "09:00", "09:45", "wide")).ExpectProblem(409, "turnaround");
    }

    [Fact]
    public async Task New_rules_judge_new_decisions_and_name_what_contradicts_them()
    {
        var car = await Client.Create();
        var night = (await Client.Allocate(car, "2036-12-01T22:00:00Z", "2036-12-01T23:00:00Z")).Expect(201);
        var before = await Client.Get($"{car}/policy");
        var preview = (await Client.Put($"{car}/policy", Hours, ("Prefer", "dry-run"))).Expect(200);
        Assert.Equal("dry-run", preview.Header("Preference-Applied"));
        Assert.Equal("{}", (await Client.Get($"{car}/policy")).Text);
        var set = (await Client.Put($"{car}/policy", Hours, ("If-Match", before.Header("ETag")!))).Expect(200);
        Assert.Equal(preview.Text, set.Text);
        var violation = Assert.Single(set["violations"].EnumerateArray());
        Assert.Equal((night.Id, "hours"), (violation.GetProperty("allocation").GetProperty("id").GetString(), violation.GetProperty("rules")[0].GetString()));
        (await Client.Put($"{car}/policy", new { }, ("If-Match", before.Header("ETag")!))).ExpectProblem(412, "precondition-failed");
        (await Client.Patch(night.Location!, new { description = "the rules do not matter to a text" })).Expect(200);
        (await Client.Patch(night.Location!, new { to_datetime = "2036-12-01T23:30:00Z" })).ExpectProblem(422, "closed");
    }

    [Fact]
    public async Task An_operator_sets_rules_aside_and_the_history_says_so()
    {
        var car = await Client.Create();
        (await Client.Put($"{car}/policy", Hours)).Expect(200);
        var made = (await Client.Post($"{car}/allocations", """{"from_datetime":"2036-12-01T20:00:00Z","to_datetime":"2036-12-01T21:00:00Z","allocation_type":"works","override":["hours"]}""")).Expect(201);
        Assert.Equal("hours", made["override"][0].GetString());
        Assert.Contains("\"override\":[\"hours\"]", (await Client.Get($"{car}/history")).Expect(200).Text, StringComparison.Ordinal);
        (await Client.Post($"{car}/allocations", """{"from_datetime":"2036-12-01T21:00:00Z","to_datetime":"2036-12-01T22:00:00Z","allocation_type":"works","override":["overlap"]}""")).ExpectProblem(422, "invalid");
    }

    [Fact]
    public async Task A_policy_is_kept_through_a_restart_and_as_of_a_moment()
    {
        await using var own = await InProcessGateway.StartAsync();
        var car = await own.Client.Create();
        var none = (await own.Client.Get(car)).Expect(200)["created"].GetString();
        (await own.Client.Put($"{car}/policy", Hours)).Expect(200);
        var policy = (await own.Client.Get($"{car}/policy")).Expect(200).Text;
        await own.KillAsync();
        await own.StartAgainAsync();
        Assert.Equal(policy, (await own.Client.Get($"{car}/policy")).Expect(200).Text);
        Assert.Equal("{}", (await own.Client.Get($"{car}/policy?as_of={none}")).Expect(200).Text);
        (await own.Client.Allocate(car, "2036-12-01T22:00:00Z", "2036-12-01T23:00:00Z")).ExpectProblem(422, "closed");
        (await own.Client.Patch(car, new { name = "Renamed" })).Expect(200);
        Assert.Equal(policy, (await own.Client.Get($"{car}/policy")).Expect(200).Text);
    }

    [Theory]
    [InlineData("""{"hours":{"time_zone":"Europe/Nowhere"}}""", "#/hours/time_zone")]
    [InlineData("""{"hours":{}}""", "#/hours/time_zone")]
    [InlineData("""{"hours":{"time_zone":"UTC","weekly":{"mo":["8-18"]}}}""", "#/hours/weekly/mo/0")]
    [InlineData("""{"hours":{"time_zone":"UTC","weekly":{"mo":["08:00-18:00","17:00-19:00"]}}}""", "#/hours/weekly/mo")]
    [InlineData("""{"hours":{"time_zone":"UTC","weekly":{"monday":[]}}}""", "#/hours/weekly/monday")]
    [InlineData("""{"hours":{"time_zone":"UTC","exceptions":[{"from":"2026-12-24","to":"2026-12-26"},{"from":"2026-12-26"}]}}""", "#/hours/exceptions")]
    [InlineData("""{"hours":{"time_zone":"UTC","covers":"some"}}""", "#/hours/covers")]
    [InlineData("""{"turnaround":{"between":{"wide":"PT3M"}}}""", "#/turnaround/between/wide")]
    [InlineData("""{"notice":"2 hours"}""", "#/notice")]
    [InlineData("""{"notice":"P1Y"}""", "#/notice")]
    [InlineData("""{"shortest":"PT2H","longest":"PT1H"}""", "#/longest")]
    [InlineData("""{"colour":"red"}""", "#/colour")]
    public async Task A_wrong_policy_is_refused_where_it_is_wrong(string policy, string pointer)
    {
        var car = await Client.Create();
        var refusal = (await Client.Put($"{car}/policy", policy)).ExpectProblem(422, "invalid");
        Assert.Equal(pointer, refusal["errors"][0].GetProperty("pointer").GetString());
        Assert.Equal("{}", (await Client.Get($"{car}/policy")).Text);
    }

    [Fact]
    public async Task Holidays_of_a_calendar_close()
    {
        var car = await Client.Create();
        const string Calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20361201\r\nDTEND;VALUE=DATE:20361203\r\nSUMMARY:Holiday\r\nEND:VEVENT\r\n"
            + "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20361208T100000Z\r\nDTEND:20361208T110000Z\r\nSUMMARY:Not all day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        (await PutCalendarAsync(car, Calendar)).ExpectProblem(422, "invalid");
        (await Client.Put($"{car}/policy", Hours)).Expect(200);
        var set = (await PutCalendarAsync(car, Calendar)).Expect(200);
        Assert.Equal("""[{"from":"2036-12-01","to":"2036-12-02","label":"Holiday"}]""", set["holidays"].GetRawText());
        (await Client.Allocate(car, "2036-12-01T10:00:00Z", "2036-12-01T11:00:00Z")).ExpectProblem(422, "closed");
        (await Client.Allocate(car, "2036-12-08T10:00:00Z", "2036-12-08T11:00:00Z")).Expect(201);
        (await PutCalendarAsync(car, "not a calendar")).ExpectProblem(400, "malformed");
    }

    [Fact]
    public async Task A_search_offers_what_the_rules_allow()
    {
        await using var own = await InProcessGateway.StartAsync();
        var (open, closed) = (await own.Client.Create(), await own.Client.Create());
        (await own.Client.Put($"{closed}/policy", Hours)).Expect(200);
        var night = "from=2036-12-01T22:00:00Z&to=2036-12-01T23:00:00Z";
        Assert.Equal([open], (await own.Client.Get($"/api/cars/available?{night}")).Expect(200).Items.Select(car => $"/api/cars/{car.GetProperty("id").GetString()}"));
        Assert.Equal(2, (await own.Client.Get("/api/cars/available?from=2036-12-01T10:00:00Z&to=2036-12-01T11:00:00Z")).Expect(200).Items.Count);
        Assert.Equal(("2036-12-01T07:00:00Z", "2036-12-01T17:00:00Z"), Times((await own.Client.Get($"{closed}/free?from=2036-12-01T00:00:00Z&to=2036-12-02T00:00:00Z")).Expect(200).Items.Single()));
        var rows = (await own.Client.Get("/api/cars/timeline?from=2036-12-01T00:00:00Z&to=2036-12-02T00:00:00Z")).Expect(200)["rows"].EnumerateArray().ToList();
        Assert.Equal([0, 2], rows.Select(row => row.GetProperty("closed").GetArrayLength()));
    }

    [Fact]
    public async Task A_type_has_rules_which_a_resource_overrides()
    {
        await using var own = await InProcessGateway.StartAsync("--Inventory:Types:0:Policy:longest", "PT4H", "--Inventory:Types:0:Policy:turnaround:default", "PT1H");
        Assert.Equal("PT4H", (await own.Client.Get("/api/types")).Items[0].GetProperty("policy").GetProperty("longest").GetString());
        var car = await own.Client.Create();
        (await own.Client.Allocate(car, "2036-12-01T10:00:00Z", "2036-12-01T15:00:00Z")).ExpectProblem(422, "out-of-bounds");
        (await own.Client.Allocate(car, "2036-12-01T10:00:00Z", "2036-12-01T14:00:00Z")).Expect(201);
        (await own.Client.Put($"{car}/policy", """{"longest":null}""")).Expect(200);
        (await own.Client.Allocate(car, "2036-12-01T14:30:00Z", "2036-12-02T10:00:00Z")).ExpectProblem(409, "turnaround");
        (await own.Client.Allocate(car, "2036-12-01T15:00:00Z", "2036-12-02T10:00:00Z")).Expect(201);
        Assert.Equal("""{"turnaround":{"default":"PT1H"}}""", (await own.Client.Get($"{car}/policy?effective=true")).Expect(200).Text);
        (await own.Client.Post("/api/cars/allocations", new { from_datetime = "2036-12-05T10:00:00Z", to_datetime = "2036-12-06T10:00:00Z", allocation_type = "works", any_of = new[] { car.Split('/')[^1] } })).Expect(201);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T01:00:00Z")]
    [InlineData("9999-12-31T23:00:00Z", "9999-12-31T23:59:59.999999Z")]
    [InlineData(null, "2036-12-01T10:00:00Z")]
    [InlineData("2036-12-01T10:00:00Z", null)]
    [InlineData(null, null)]
    public async Task Times_at_the_ends_of_the_calendar_are_judged(string? from, string? to)
    {
        var car = await Client.Create();
        (await Client.Put($"{car}/policy", """{"hours":{"time_zone":"America/New_York","weekly":{"su":["10:00-11:00"]}},"turnaround":{"default":"PT1H"},"shortest":"PT3H","notice":"PT2H"}""")).Expect(200);
        var refusal = await Client.Allocate(car, from, to);
        Assert.Equal(422, refusal.Status);
        var pad = await Client.Create("launchpads");
        (await Client.Put($"{pad}/policy", """{"slot_zone":"Pacific/Apia","longest":"P1D"}""")).Expect(200);
        Assert.Equal(422, (await Client.Allocate(pad, from, to)).Status);
        Assert.Equal(200, (await Client.Get($"{car}/free{(from is null ? "?" : $"?from={from}&")}{(to is null ? "" : $"to={to}")}")).Status);
    }

    [Fact]
    public async Task Slots_count_from_local_midnight()
    {
        var pad = await Client.Create("launchpads");
        (await Client.Put($"{pad}/policy", """{"slot_zone":"Europe/Copenhagen"}""")).Expect(200);
        (await Client.Allocate(pad, "2036-12-01T00:00:00Z", "2036-12-01T12:00:00Z")).ExpectProblem(422, "off-slot");
        (await Client.Allocate(pad, "2036-11-30T23:00:00Z", "2036-12-01T11:00:00Z")).Expect(201);
        var slots = (await Client.Get($"{pad}/slots?from=2036-11-30T23:00:00Z&to=2036-12-01T23:00:00Z")).Expect(200).Items;
        Assert.Equal([false, true], slots.Select(slot => slot.GetProperty("free").GetBoolean()));
    }

    [Fact]
    public async Task A_dry_run_judges_and_changes_nothing()
    {
        var dry = ("Prefer", "dry-run");
        var car = await Client.Create();
        var preview = (await Client.Post($"{car}/allocations", Time("10:00", "11:00"), dry)).Expect(201);
        Assert.Equal("dry-run", preview.Header("Preference-Applied"));
        Assert.Empty((await Client.Get($"{car}/allocations")).Items);
        var made = (await Client.Post($"{car}/allocations", Time("10:00", "11:00"))).Expect(201);
        (await Client.Post($"{car}/allocations", Time("10:30", "11:30"), dry)).ExpectProblem(409, "overlap");
        (await Client.Patch(made.Location!, new { to_datetime = "2036-12-01T12:00:00Z" }, dry)).Expect(200);
        (await Client.Delete(made.Location!, dry)).Expect(204);
        (await Client.Delete(car, dry)).ExpectProblem(409, "resource-in-use");
        (await Client.Delete($"{car}?force=true", dry)).Expect(204);
        (await Client.Patch(car, new { name = "Other" }, dry)).Expect(200);
        Assert.Equal(made.Text, (await Client.Get(made.Location!)).Expect(200).Text);
        Assert.NotEqual("Other", (await Client.Get(car)).Expect(200)["name"].GetString());
        Assert.Empty((await Client.Get($"{car}/refusals")).Items);
        var booking = (await Client.Post("/api/bookings", new { items = new[] { new { resource = car["/api/".Length..], from_datetime = "2036-12-02T10:00:00Z", to_datetime = "2036-12-02T11:00:00Z" } } }, dry)).Expect(201);
        (await Client.Get($"/api/bookings/{booking.Id}")).ExpectProblem(404, "not-found");
        (await Client.Post("/api/bookings", new { items = new[] { new { resource = car["/api/".Length..], from_datetime = "2036-12-01T10:00:00Z", to_datetime = "2036-12-01T11:00:00Z" } } }, dry)).ExpectProblem(409, "overlap");
    }

    [Fact]
    public async Task The_policy_of_the_guide_works()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Style.Repository.Root, "docs/rules.md"), TestContext.Current.CancellationToken);
        var policy = guide.Split("```json")[1].Split("```")[0];
        var car = await Client.Create();
        (await Client.Put($"{car}/policy", policy)).Expect(200);
        // Friday evening goes on over midnight; ten years ahead is too far.
        var night = await Client.Get($"{car}/opening?from=2036-12-05T12:00:00Z&to=2036-12-06T12:00:00Z");
        Assert.Equal(("2036-12-05T12:00:00Z", "2036-12-06T01:00:00Z"), Times(Assert.Single(night.Expect(200).Items)));
        (await Client.Allocate(car, "2036-12-05T20:00:00Z", "2036-12-06T00:30:00Z")).ExpectProblem(422, "out-of-bounds");
    }

    private static object Time(string from, string to) => new { from_datetime = $"2036-12-01T{from}:00Z", to_datetime = $"2036-12-01T{to}:00Z", allocation_type = "works" };

    private Task<Answer> AllocateAsync(string car, string from, string to, string type) =>
        Client.Post($"{car}/allocations", new { from_datetime = $"2036-12-01T{from}:00Z", to_datetime = $"2036-12-01T{to}:00Z", allocation_type = type });

    private async Task<string?> FirstFreeAsync(string car, string type) =>
        Times((await Client.Get($"{car}/free?from=2036-12-01T12:10:00Z&to=2036-12-02T00:00:00Z&allocation_type={type}")).Expect(200).Items[0]).From;

    private Task<Answer> PutCalendarAsync(string car, string calendar) => Client.Send(HttpMethod.Put, $"{car}/policy/holidays", new StringContent(calendar, System.Text.Encoding.UTF8, "text/calendar"));

    private static (string? From, string? To) Times(JsonElement time) => (time.GetProperty("from").GetString(), time.GetProperty("to").GetString());
}
