using System.Text.Json;
using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Quotas;

/// <summary>A gateway of its own with quotas, an admin, and cars and runways.</summary>
internal sealed class QuotaGateway : IAsyncDisposable
{
    private static readonly string[] Secured =
    [
        "--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", SecuredGateway.Password, "--Inventory:RateLimits:LoginsPerMinute", "0",
        "--Inventory:RateLimits:CostlyAtOnce", "0", "--Inventory:Bookings:MaxDaysAhead", "3650", "--Inventory:Bookings:MaxBookings", "1000",
    ];

    private readonly InProcessGateway _gateway;

    private QuotaGateway(InProcessGateway gateway, (string, string) root) => (_gateway, Root) = (gateway, root);

    public GatewayClient Client => _gateway.Client;

    public (string, string) Root { get; }

    /// <param name="quotas">Each as settings, such as <c>per=week</c>; a name comes by itself.</param>
    public static async Task<QuotaGateway> StartAsync(params string[][] quotas)
    {
        var gateway = await InProcessGateway.StartAsync([.. Secured, .. ArgumentsOf(quotas)]);
        return new(gateway, await LoginAsync(gateway.Client, "root"));
    }

    public static IEnumerable<string> ArgumentsOf(params string[][] quotas) =>
        quotas.Index().SelectMany(quota => quota.Item.Prepend($"name=quota{quota.Index}").Select(setting => setting.Split('=')).SelectMany(setting => new[] { $"--Inventory:Quotas:{quota.Index}:{setting[0]}", setting[1] }));

    /// <returns>Its id and its token.</returns>
    public async Task<(string Id, (string, string) Token)> CustomerAsync()
    {
        var name = $"user {Guid.NewGuid():N}";
        return (await Client.RegisterAsync(name), await LoginAsync(Client, name));
    }

    public async Task<string> NewAsync(string type = "runways") => (await Client.Post($"/api/{type}", new { name = GatewayClient.NewName() }, Root)).Expect(201).Location!;

    public Task<Answer> AllocateAsync(string resource, (string, string) caller, string from, string to, string? customer = null, string[]? overrides = null, int? hold = null, (string, string)? header = null) =>
        Client.Post($"{resource}/allocations", TimeOf(from, to, customer, overrides, hold), [caller, .. header is { } more ? new[] { more } : []]);

    public static Dictionary<string, object> TimeOf(string from, string to, string? customer = null, string[]? overrides = null, int? hold = null)
    {
        var body = new Dictionary<string, object> { ["from_datetime"] = from, ["to_datetime"] = to, ["allocation_type"] = "booking" };
        if (customer is not null)
            body["customer"] = customer;
        if (overrides is not null)
            body["override"] = overrides;
        if (hold is { } seconds)
            body["hold_seconds"] = seconds;
        return body;
    }

    public static object BookingOf(params (string Resource, string From, string To)[] items) =>
        new { items = items.Select(item => new { resource = item.Resource["/api/".Length..], from_datetime = item.From, to_datetime = item.To }) };

    /// <summary>What a customer has used of its only quota.</summary>
    public async Task<decimal> UsedAsync((string, string) caller) => (await Client.Get("/api/quotas/me", caller)).Expect(200).Items[0].GetProperty("used").GetDecimal();

    /// <summary>What the resources have.</summary>
    public async Task<List<JsonElement>> AllAsync(IEnumerable<string> resources)
    {
        var all = new List<JsonElement>();
        foreach (var resource in resources)
            all.AddRange((await Client.Get($"{resource}/allocations", Root)).Expect(200).Items);
        return all;
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    public static async Task<(string, string)> LoginAsync(GatewayClient client, string username) =>
        SecuredGateway.As((await client.Post("/api/users/login", new { username, password = SecuredGateway.Password })).Expect(200)["token"].GetString()!);
}
