using Inventory.Domain.Users;
using Inventory.Tests.Gateway.Events;

namespace Inventory.Tests.Gateway.Security;

/// <summary>What was admitted once is not admitted for ever.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class RevocationTests(SecuredGateway gateway)
{
    private static readonly string[] Scopes = ["events"];

    [Fact]
    public async Task An_open_stream_tells_nothing_after_its_key_is_revoked()
    {
        var (id, key) = await NewKeyAsync(gateway.Admin);
        await using var listener = await EventListener.OpenAsync(gateway.Address, token: key);
        var heard = await CreateCarAsync();
        Assert.Equal(heard, (await listener.NextAsync()).Source);

        (await gateway.Client.Delete($"/api/keys/{id}", SecuredGateway.As(gateway.Admin))).ExpectStatus(204);
        await CreateCarAsync();
        Assert.Equal(0, await listener.UntilEndAsync());
    }

    [Fact]
    public async Task An_open_stream_tells_nothing_after_its_operator_became_a_customer()
    {
        var username = await gateway.NewUserAsync();
        await gateway.SetRoleAsync(username, "operator");
        await using var listener = await EventListener.OpenAsync(gateway.Address, token: await gateway.LoginAsync(username));
        await gateway.SetRoleAsync(username, "customer");
        await CreateCarAsync();
        Assert.Equal(0, await listener.UntilEndAsync());
    }

    [Fact]
    public async Task The_keys_of_an_admin_end_with_its_role()
    {
        var username = await gateway.NewUserAsync();
        await gateway.SetRoleAsync(username, "admin");
        var (_, key) = await NewKeyAsync(await gateway.LoginAsync(username));
        (await gateway.Client.Get("/api/events?limit=1", SecuredGateway.As(key))).Expect(200);
        await gateway.SetRoleAsync(username, "admin");
        (await gateway.Client.Get("/api/events?limit=1", SecuredGateway.As(key))).Expect(200);
        await gateway.SetRoleAsync(username, "operator");
        (await gateway.Client.Get("/api/events?limit=1", SecuredGateway.As(key))).ExpectProblem(401, "token-invalid");
    }

    [Fact]
    public async Task A_login_beyond_the_limit_ends_the_oldest_at_once()
    {
        var username = await gateway.NewUserAsync();
        var first = await gateway.LoginAsync(username);
        for (var login = 1; login < UserDecisions.MaxSessions; login++)
            await gateway.LoginAsync(username);
        (await gateway.Client.Get("/api/orders/current", SecuredGateway.As(first))).Expect(200);
        await gateway.LoginAsync(username);
        (await gateway.Client.Get("/api/orders/current", SecuredGateway.As(first))).ExpectProblem(401, "token-invalid");
    }

    private async Task<(string? Id, string Key)> NewKeyAsync(string admin)
    {
        var key = (await gateway.Client.Post("/api/keys", new { name = $"{Guid.NewGuid()}", scopes = Scopes }, SecuredGateway.As(admin))).Expect(201);
        return (key.Id, key["key"].GetString()!);
    }

    private async Task<string> CreateCarAsync() =>
        (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, SecuredGateway.As(gateway.Operator))).Expect(201).Location!;
}
