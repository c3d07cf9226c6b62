using System.Text.Json;
using Inventory.Tests.Gateway.Feeds;
using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Users;

/// <summary>Tokens of calendar programs: for feeds alone, with the rights of their owner.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class CalendarTokenTests(SecuredGateway gateway)
{
    private const string Own = "/api/users/me/calendar.ics";

    private GatewayClient Client => gateway.Client;

    [Fact]
    public async Task A_token_is_shown_once_and_reads_feeds_in_the_address_and_in_the_header()
    {
        var me = As(await gateway.NewTokenAsync());
        var made = (await Client.Post("/api/calendar-tokens", new { name = "Phone" }, me)).Expect(201);
        var token = made["token"].GetString()!;
        Assert.StartsWith("ic_", token, StringComparison.Ordinal);
        Assert.Equal("no-store", made.Header("Cache-Control"));
        var listed = Assert.Single((await Client.Get("/api/calendar-tokens", me)).Expect(200).Items);
        Assert.Equal(["id", "name", "created"], listed.EnumerateObject().Select(member => member.Name));
        Assert.Equal((made.Id, "Phone"), (listed.GetProperty("id").GetString(), listed.GetProperty("name").GetString()));
        var runway = (await Client.Post("/api/runways", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
        foreach (var feed in new[] { Own, "/api/users/me/freebusy.ics", $"{runway}/calendar.ics", $"{runway}/freebusy.ics" })
        {
            await Client.FeedAsync($"{feed}?token={token}");
            await Client.FeedAsync(feed, As(token));
            (await Client.Send(HttpMethod.Head, $"{feed}?token={token}")).ExpectStatus(200);
        }
    }

    [Fact]
    public async Task A_token_may_do_nothing_but_read_feeds()
    {
        var (_, token) = await NewAsync(As(gateway.Admin));
        foreach (var path in new[] { "/api/cars", "/api/users/me", "/api/bookings", "/api/events", "/api/keys", "/api/calendar-tokens", "/api/cars/timeline", "/api/users/me/data" })
        {
            (await Client.Get(path, As(token))).ExpectProblem(403, "forbidden");
            (await Client.Get($"{path}?token={token}")).ExpectProblem(401, "token-missing");
        }
        (await Client.Post("/api/calendar-tokens", "", As(token))).ExpectProblem(403, "forbidden");
        (await Client.Post("/api/cars", new { name = "mine" }, As(token))).ExpectProblem(403, "forbidden");
        (await Client.Post("/api/users/check_token", new { token })).ExpectProblem(404, "not-found");
        (await Client.Post("/api/users/logout", new { token })).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_wrong_or_revoked_token_is_refused_whatever_else_is_shown()
    {
        var login = await gateway.NewTokenAsync();
        var (id, token) = await NewAsync(As(login));
        (await Client.Get(Own)).ExpectProblem(401, "token-missing");
        foreach (var wrong in new[] { "", "garbage", $"ic_{new string('A', 64)}", login, gateway.Keys["allocations"] })
        {
            (await Client.Get($"{Own}?token={wrong}")).ExpectProblem(401, "token-invalid");
            (await Client.Get($"{Own}?token={wrong}", As(login))).ExpectProblem(401, "token-invalid");
        }
        (await Client.Delete($"/api/calendar-tokens/{id}", As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
        await Client.FeedAsync($"{Own}?token={token}");
        (await Client.Delete($"/api/calendar-tokens/{id}", As(login))).ExpectStatus(204);
        (await Client.Delete($"/api/calendar-tokens/{id}", As(login))).ExpectProblem(404, "not-found");
        (await Client.Get($"{Own}?token={token}")).ExpectProblem(401, "token-invalid");
        (await Client.Get(Own, As(token))).ExpectProblem(401, "token-invalid");
        Assert.Empty((await Client.Get("/api/calendar-tokens", As(login))).Expect(200).Items);
    }

    [Fact]
    public async Task A_token_has_the_rights_that_its_owner_has_now()
    {
        var name = await gateway.NewUserAsync();
        var (_, token) = await NewAsync(As(await gateway.LoginAsync(name)));
        var runway = (await Client.Post("/api/runways", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
        (await Client.Post($"{runway}/allocations", new { from_infinity = true, to_infinity = true, allocation_type = "works" }, As(gateway.Operator))).Expect(201);
        Assert.Equal("Busy", (await SummaryAsync()));
        await gateway.SetRoleAsync(name, "operator");
        Assert.Equal("works", (await SummaryAsync()));

        async Task<string?> SummaryAsync() => (await Client.FeedAsync($"{runway}/calendar.ics?token={token}")).Events.Single().Summary;
    }

    [Fact]
    public async Task A_token_of_a_key_ends_with_the_key()
    {
        var key = (await Client.Post("/api/keys", new { name = GatewayClient.NewName(), scopes = (string[])["allocations"] }, As(gateway.Admin))).Expect(201);
        var (_, token) = await NewAsync(As(key["key"].GetString()!));
        await Client.FeedAsync($"{Own}?token={token}");
        (await Client.Delete($"/api/keys/{key.Id}", As(gateway.Admin))).ExpectStatus(204);
        (await Client.Get($"{Own}?token={token}")).ExpectProblem(401, "token-invalid");
    }

    [Fact]
    public async Task Tokens_end_with_all_tokens_of_the_user()
    {
        var name = await gateway.NewUserAsync();
        var me = As(await gateway.LoginAsync(name));
        var (_, token) = await NewAsync(me);
        var body = GatewayClient.Raw(JsonSerializer.Serialize(new { password = Password, new_password = "battery staple horse" }));
        (await Client.Send(HttpMethod.Put, "/api/users/me/password", body, me)).ExpectStatus(204);
        (await Client.Get($"{Own}?token={token}")).ExpectProblem(401, "token-invalid");
        (_, token) = await NewAsync(me);
        (await Client.Delete("/api/users/me/tokens", me)).ExpectStatus(204);
        (await Client.Get($"{Own}?token={token}")).ExpectProblem(401, "token-invalid");
        me = As(await gateway.LoginAsync(name, "battery staple horse"));
        (_, token) = await NewAsync(me);
        Assert.Single((await Client.Get("/api/users/me/data", me)).Expect(200)["calendar_tokens"].EnumerateArray());
        (await Client.Post("/api/users/me/erase", new { password = "battery staple horse" }, me)).ExpectStatus(204);
        (await Client.Get($"{Own}?token={token}")).ExpectProblem(401, "token-invalid");
    }

    [Fact]
    public async Task There_are_not_too_many_tokens_and_their_names_are_checked()
    {
        var me = As(await gateway.NewTokenAsync());
        (await Client.Post("/api/calendar-tokens", new { name = new string('x', 101) }, me)).ExpectFaults("#/name");
        (await Client.Post("/api/calendar-tokens", "[]", me)).ExpectProblem(400, "malformed");
        for (var n = 0; n < 20; n++)
            await NewAsync(me);
        (await Client.Post("/api/calendar-tokens", new { }, me)).ExpectProblem(409, "too-many-tokens");
    }

    [Fact]
    public async Task Where_no_token_is_needed_one_is_good_until_it_is_revoked()
    {
        await using var open = await InProcessGateway.StartAsync();
        await open.Client.FeedAsync(Own);
        var made = (await open.Client.Send(HttpMethod.Post, "/api/calendar-tokens")).Expect(201);
        var feed = $"{Own}?token={made["token"].GetString()}";
        await open.Client.FeedAsync(feed);
        (await open.Client.Get($"{Own}?token=wrong")).ExpectProblem(401, "token-invalid");
        await open.StopAsync();
        await open.StartAgainAsync();
        await open.Client.FeedAsync(feed);
        (await open.Client.Delete($"/api/calendar-tokens/{made.Id}")).ExpectStatus(204);
        (await open.Client.Get(feed)).ExpectProblem(401, "token-invalid");
    }

    private async Task<(string Id, string Token)> NewAsync((string, string) caller)
    {
        var made = (await Client.Send(HttpMethod.Post, "/api/calendar-tokens", null, caller)).Expect(201);
        return (made.Id, made["token"].GetString()!);
    }
}
