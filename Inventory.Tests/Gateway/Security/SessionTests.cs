using System.Text.Json;

namespace Inventory.Tests.Gateway.Security;

/// <summary>The session of a browser: a cookie in place of a token that scripts could read, for requests that come from a page of this service.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class SessionTests(SecuredGateway gateway)
{
    private static readonly (string, string) SameOrigin = ("Sec-Fetch-Site", "same-origin");

    private GatewayClient Client => gateway.Client;

    [Fact]
    public async Task A_session_is_a_cookie_that_no_script_reads_and_no_other_site_sends()
    {
        var login = (await Client.Post("/api/users/login", new { username = await gateway.NewUserAsync(), password = SecuredGateway.Password, session = true })).Expect(200);
        Assert.Equal(["expires"], login.Json.EnumerateObject().Select(member => member.Name));
        var parts = login.Header("Set-Cookie")!.Split("; ");
        Assert.StartsWith("inventory_session=it_", parts[0], StringComparison.Ordinal);
        Assert.Equal(["httponly", "path=/", "samesite=strict"], parts[1..].Where(part => !part.StartsWith("expires", StringComparison.Ordinal)).Order());
        Assert.Equal(login["expires"].GetDateTimeOffset().ToUnixTimeSeconds(), DateTimeOffset.Parse(parts.Single(part => part.StartsWith("expires", StringComparison.Ordinal))["expires=".Length..], null).ToUnixTimeSeconds());

        var elsewhere = (await Client.Post("/api/users/login", new { username = await gateway.NewUserAsync(), password = SecuredGateway.Password, session = true }, ("Host", "booking.example.org"))).Expect(200);
        Assert.Contains("secure", elsewhere.Header("Set-Cookie")!.Split("; "));
    }

    [Fact]
    public async Task A_page_of_this_service_may_what_its_user_may()
    {
        var (name, cookie) = await LoginAsync();
        Assert.Equal(name, (await Client.Get("/api/users/me", cookie)).Expect(200)["username"].GetString());
        (await BookAsync(cookie, SameOrigin)).Expect(201);
        (await BookAsync(cookie, ("Origin", gateway.Address.GetLeftPart(UriPartial.Authority)))).Expect(201);
        (await Client.Get("/api/users", cookie)).ExpectProblem(403, "forbidden");
        (await Client.Get("/api/cars/available", cookie)).Expect(200);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Sec-Fetch-Site", "cross-site"), InlineData("Sec-Fetch-Site", "same-site"), InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://evil.example"), InlineData("Origin", "null"), InlineData("Origin", "https://booking.example.org"), InlineData("Origin", "http://localhost:1")]
    public async Task No_other_page_changes_something(string? header, string? value)
    {
        var (_, cookie) = await LoginAsync();
        (string, string)[] headers = header is null ? [cookie] : [cookie, (header, value!)];
        (await BookAsync(headers)).ExpectProblem(403, "cross-site");
        (await Client.Send(HttpMethod.Put, "/api/users/me/password", GatewayClient.Raw("{}"), headers)).ExpectProblem(403, "cross-site");
        (await Client.Post("/api/users/logout", new { }, headers)).ExpectProblem(403, "cross-site");
        (await Client.Get("/api/users/me", headers)).Expect(200);
    }

    [Fact]
    public async Task A_logout_ends_the_session_and_removes_the_cookie()
    {
        var (_, cookie) = await LoginAsync();
        var answer = (await Client.Post("/api/users/logout", new { }, cookie, SameOrigin)).Expect(200);
        Assert.StartsWith("inventory_session=; expires=Thu, 01 Jan 1970", answer.Header("Set-Cookie"), StringComparison.Ordinal);
        (await Client.Get("/api/users/me", cookie)).ExpectProblem(401, "token-invalid");
        (await Client.Get("/api/cars/available", cookie)).ExpectProblem(401, "token-invalid");
        (await Client.Post("/api/users/logout", new { }, cookie, SameOrigin)).ExpectProblem(404, "not-found");
        (await Client.Post("/api/users/logout", new { })).ExpectFaults("#/token");
        // Who logs in has an old one, perhaps.
        (await Client.Post("/api/users/login", new { username = await gateway.NewUserAsync(), password = SecuredGateway.Password, session = true }, cookie)).Expect(200);
    }

    [Fact]
    public async Task A_token_in_the_header_counts_before_the_cookie()
    {
        var (_, cookie) = await LoginAsync();
        (await Client.Get("/api/users", cookie, SecuredGateway.As(gateway.Admin))).Expect(200);
        (await BookAsync(cookie, SecuredGateway.As(gateway.Customer))).Expect(201);
        (await Client.Get("/api/users/me", cookie, SecuredGateway.As("garbage"))).ExpectProblem(401, "token-invalid");
    }

    [Fact]
    public async Task A_change_of_the_password_keeps_the_session()
    {
        var (name, cookie) = await LoginAsync();
        var token = await gateway.LoginAsync(name);
        var body = GatewayClient.Raw(JsonSerializer.Serialize(new { password = SecuredGateway.Password, new_password = "battery staple horse" }));
        (await Client.Send(HttpMethod.Put, "/api/users/me/password", body, cookie, SameOrigin)).ExpectStatus(204);
        (await Client.Get("/api/users/me", cookie)).Expect(200);
        (await Client.Get("/api/users/me", SecuredGateway.As(token))).ExpectProblem(401, "token-invalid");
    }

    [Fact]
    public async Task A_form_logs_in_too()
    {
        using var form = new FormUrlEncodedContent([new("username", await gateway.NewUserAsync()), new("password", SecuredGateway.Password), new("session", "true")]);
        Assert.NotNull((await Client.Send(HttpMethod.Post, "/api/users/login", form)).Expect(200).Header("Set-Cookie"));
        using var wrong = new FormUrlEncodedContent([new("username", "ann"), new("password", SecuredGateway.Password), new("session", "perhaps")]);
        (await Client.Send(HttpMethod.Post, "/api/users/login", wrong)).ExpectProblem(400, "malformed");
    }

    [Fact]
    public async Task Where_no_token_is_needed_a_session_acts_as_its_user()
    {
        await using var open = await InProcessGateway.StartAsync("--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", SecuredGateway.Password);
        await open.Client.RegisterAsync("ann");
        var login = (await open.Client.Post("/api/users/login", new { username = "ann", password = SecuredGateway.Password, session = true })).Expect(200);
        var cookie = ("Cookie", login.Header("Set-Cookie")!.Split(';')[0]);
        (await open.Client.Post("/api/cars", new { name = "Car1" }, cookie, SameOrigin)).ExpectProblem(403, "forbidden");
        (await open.Client.Post("/api/cars", new { name = "Car1" })).Expect(201);
        Assert.Equal("ann", (await open.Client.Get("/api/users/me", cookie)).Expect(200)["username"].GetString());
    }

    private async Task<(string Name, (string, string) Cookie)> LoginAsync()
    {
        var name = await gateway.NewUserAsync();
        var login = (await Client.Post("/api/users/login", new { username = name, password = SecuredGateway.Password, session = true })).Expect(200);
        return (name, ("Cookie", login.Header("Set-Cookie")!.Split(';')[0]));
    }

    private async Task<Answer> BookAsync(params (string, string)[] headers)
    {
        var car = (await Client.Post("/api/cars", new { name = GatewayClient.NewName() }, SecuredGateway.As(gateway.Operator))).Expect(201).Location!;
        return await Client.Post("/api/bookings", new { items = new[] { new { resource = car["/api/".Length..], from_datetime = "2027-03-01T10:00:00Z", to_datetime = "2027-03-01T11:00:00Z" } } }, headers);
    }
}
