using System.Text.Json;
using Inventory.Tests.Storage.Sqlite;

namespace Inventory.Tests.Gateway.Security;

/// <summary>
/// A gateway where a token is required, with an admin, an operator and two customers. For tests that do not disturb one another. INVENTORY_SECURED_GATEWAY is the
/// address of one that runs already, with the same settings, to be tested in its place.
/// </summary>
public sealed class SecuredGateway : IAsyncLifetime, IDisposable
{
    public const string Password = "correct horse battery";

    private readonly TemporaryDirectory _data = new();
    private GatewayProcess? _process;

    internal GatewayClient Client { get; private set; } = null!;

    internal string Admin { get; private set; } = "";

    internal string Operator { get; private set; } = "";

    internal string Customer { get; private set; } = "";

    internal string OtherCustomer { get; private set; } = "";

    /// <summary>Was good before the gateway was started again.</summary>
    internal string Expired { get; private set; } = "";

    internal string Revoked { get; private set; } = "";

    /// <summary>The keys of programs, by their one scope.</summary>
    internal Dictionary<string, string> Keys { get; } = [];

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("INVENTORY_SECURED_GATEWAY") is { Length: > 0 } running)
            Client = new GatewayClient(new Uri(running));
        else
            await StartWithAnExpiredTokenAsync();
        Admin = await LoginAsync("root");
        (Operator, Customer, OtherCustomer) = (await NewTokenAsync(role: "operator"), await NewTokenAsync(), await NewTokenAsync());
        var revoked = await NewUserAsync();
        Revoked = await LoginAsync(revoked);
        (await Client.Post("/api/users/logout", new { token = Revoked })).ExpectStatus(200);
        // Only who has the data directory can make a token old.
        if (_process is null)
            Expired = Revoked;
        foreach (var scope in new[] { "allocations", "resources", "events" })
            Keys[scope] = (await Client.Post("/api/keys", new { name = $"for {scope} {Guid.NewGuid():N}", scopes = new[] { scope } }, As(Admin))).Expect(201)["key"].GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            Client.Dispose();
            return;
        }
        await _process.StopAsync();
        await _process.DisposeAsync();
    }

    public void Dispose() => _data.Dispose();

    private async Task StartWithAnExpiredTokenAsync()
    {
        await StartAsync();
        Expired = await LoginAsync(await NewUserAsync("late"));
        await _process!.StopAsync();
        await _process.DisposeAsync();
        _data.Query("UPDATE state SET json = substr(json, 1, instr(json, '\"expires\":\"') + 10) || '2020-01-01T00:00:00Z' || substr(json, instr(json, '\"expires\":\"') + instr(substr(json, instr(json, '\"expires\":\"') + 11), '\"') + 10) WHERE json LIKE '%\"username\":\"late\"%'");
        await StartAsync();
    }

    internal static (string Name, string Value) As(string token) => ("Authorization", $"Bearer {token}");

    /// <summary>A user of its own for a test, and its token.</summary>
    internal async Task<string> NewTokenAsync(string? username = null, string? role = null)
    {
        username = await NewUserAsync(username);
        if (role is not null)
        {
            var id = (await Client.Get($"/api/users?username={Uri.EscapeDataString(username)}", As(Admin))).Expect(200).Items[0].GetProperty("id");
            (await Client.Send(HttpMethod.Put, $"/api/users/{id}/role", GatewayClient.Raw(JsonSerializer.Serialize(new { role })), As(Admin))).Expect(200);
        }
        return await LoginAsync(username);
    }

    internal async Task<string> NewUserAsync(string? username = null)
    {
        username ??= $"user {Guid.NewGuid():N}";
        var body = new { username, mail = $"{Guid.NewGuid():N}@example.org", first_name = "A", last_name = "B", password = Password };
        (await Client.Post("/api/users/register", body)).Expect(201);
        return username;
    }

    internal async Task<string> LoginAsync(string username, string password = Password) =>
        (await Client.Post("/api/users/login", new { username, password })).Expect(200)["token"].GetString()!;

    private async Task StartAsync()
    {
        _process = await GatewayProcess.StartAsync(
            _data.Path,
            "--Inventory:Auth:Mode", "Required",
            "--Inventory:Auth:Admin:Username", "root",
            "--Inventory:Auth:Admin:Password", Password,
            "--Inventory:RateLimits:LoginsPerMinute", "0",
            "--Inventory:CorsOrigins:0", "https://booking.example.org");
        Client = _process.Client;
    }
}

[CollectionDefinition(Name)]
public sealed class SecuredGatewayTests : ICollectionFixture<SecuredGateway>
{
    public const string Name = "the secured gateway";
}
