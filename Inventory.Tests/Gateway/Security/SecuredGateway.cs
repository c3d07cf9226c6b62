using System.Text.Json;

namespace Inventory.Tests.Gateway.Security;

/// <summary>
/// A gateway where a token is required, with an admin, an operator and two customers. For tests that do not disturb one another. INVENTORY_SECURED_GATEWAY is the
/// address of one that runs already, with the same settings, to be tested in its place.
/// </summary>
public sealed class SecuredGateway : IAsyncLifetime
{
    private const string Running = "INVENTORY_SECURED_GATEWAY";

    public const string Password = "correct horse battery";

    private static readonly string[] Settings =
    [
        "--Inventory:Auth:Mode", "Required",
        "--Inventory:Auth:Admin:Username", "root",
        "--Inventory:Auth:Admin:Password", Password,
        "--Inventory:RateLimits:LoginsPerMinute", "0",
        "--Inventory:Bookings:MaxDaysAhead", "3650",
        "--Inventory:Types:6:Name", "Lot", "--Inventory:Types:6:Path", "lots", "--Inventory:Types:6:Kind", "pool",
        "--Inventory:CorsOrigins:0", "https://booking.example.org",
    ];

    private InProcessGateway? _gateway;

    internal GatewayClient Client { get; private set; } = null!;

    internal Uri Address => _gateway?.Address ?? new(Environment.GetEnvironmentVariable(Running)!);

    internal string Admin { get; private set; } = "";

    internal string Operator { get; private set; } = "";

    internal string Customer { get; private set; } = "";

    internal string OtherCustomer { get; private set; } = "";

    /// <summary>Was good before the gateway was started again.</summary>
    internal string Expired { get; private set; } = "";

    internal string Revoked { get; private set; } = "";

    /// <summary>Of the customer.</summary>
    internal string CalendarToken { get; private set; } = "";

    /// <summary>The keys of programs, by their one scope.</summary>
    internal Dictionary<string, string> Keys { get; } = [];

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Running) is { Length: > 0 } running)
            Client = new GatewayClient(new Uri(running));
        else
            await StartWithAnExpiredTokenAsync();
        Admin = await LoginAsync("root");
        (Operator, Customer, OtherCustomer) = (await NewTokenAsync(role: "operator"), await NewTokenAsync(), await NewTokenAsync());
        CalendarToken = (await Client.Post("/api/calendar-tokens", new { }, As(Customer))).Expect(201)["token"].GetString()!;
        var revoked = await NewUserAsync();
        Revoked = await LoginAsync(revoked);
        (await Client.Post("/api/users/logout", new { token = Revoked })).ExpectStatus(200);
        // Only who has the data directory can make a token old.
        if (_gateway is null)
            Expired = Revoked;
        foreach (var scope in new[] { "allocations", "resources", "beers", "payments", "events", "metrics" })
            Keys[scope] = (await Client.Post("/api/keys", new { name = $"for {scope} {Guid.NewGuid():N}", scopes = new[] { scope } }, As(Admin))).Expect(201)["key"].GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is null)
            Client.Dispose();
        else
            await _gateway.DisposeAsync();
    }

    private async Task StartWithAnExpiredTokenAsync()
    {
        _gateway = await InProcessGateway.StartAsync(Settings);
        Client = _gateway.Client;
        Expired = await LoginAsync(await NewUserAsync("late"));
        await _gateway.StopAsync();
        _gateway.Query("UPDATE state SET json = substr(json, 1, instr(json, '\"expires\":\"') + 10) || '2020-01-01T00:00:00Z' || substr(json, instr(json, '\"expires\":\"') + instr(substr(json, instr(json, '\"expires\":\"') + 11), '\"') + 10) WHERE json LIKE '%\"username\":\"late\"%'");
        await _gateway.StartAgainAsync(Settings);
        Client = _gateway.Client;
    }

    internal static (string Name, string Value) As(string token) => ("Authorization", $"Bearer {token}");

    /// <summary>A user of its own for a test, and its token.</summary>
    internal async Task<string> NewTokenAsync(string? username = null, string? role = null)
    {
        username = await NewUserAsync(username);
        if (role is not null)
            await SetRoleAsync(username, role);
        return await LoginAsync(username);
    }

    internal async Task SetRoleAsync(string username, string role)
    {
        var id = (await Client.Get($"/api/users?username={Uri.EscapeDataString(username)}", As(Admin))).Expect(200).Items[0].GetProperty("id");
        (await Client.Send(HttpMethod.Put, $"/api/users/{id}/role", GatewayClient.Raw(JsonSerializer.Serialize(new { role })), As(Admin))).Expect(200);
    }

    internal async Task<string> NewUserAsync(string? username = null)
    {
        username ??= $"user {Guid.NewGuid():N}";
        await Client.RegisterAsync(username);
        return username;
    }

    internal async Task<string> LoginAsync(string username, string password = Password) =>
        (await Client.Post("/api/users/login", new { username, password })).Expect(200)["token"].GetString()!;
}

[CollectionDefinition(Name)]
public sealed class SecuredGatewayTests : ICollectionFixture<SecuredGateway>
{
    public const string Name = "the secured gateway";
}
