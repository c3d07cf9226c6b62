using System.Text.Json;
using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;
using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Users;

[Collection(SecuredGatewayTests.Name)]
public sealed class UserAdminTests(SecuredGateway gateway)
{
    private static readonly string[] Events = ["events"];

    [Fact]
    public async Task All_users_are_listed_page_by_page_and_each_once()
    {
        List<string> made = [];
        for (var i = 0; i < 5; i++)
            made.Add(await gateway.NewUserAsync());
        var pages = await gateway.Client.Pages("/api/users?limit=2", As(gateway.Admin));
        Assert.All(pages, page => Assert.True(page.Items.Count <= 2));
        var listed = pages.SelectMany(page => page.Items).Select(u => u.GetProperty("username").GetString()!).ToList();
        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Superset(made.Append("root").ToHashSet(), listed.ToHashSet());
        Assert.Equal([made[0]], (await gateway.Client.Get($"/api/users?username={made[0]}", As(gateway.Admin))).Expect(200).Items.Select(u => u.GetProperty("username").GetString()!));
        Assert.Empty((await gateway.Client.Get("/api/users?username=nobody", As(gateway.Admin))).Expect(200).Items);
        (await gateway.Client.Get("/api/users?limit=0", As(gateway.Admin))).ExpectFaults("?limit");
    }

    [Fact]
    public async Task A_role_holds_at_once_for_tokens_in_use()
    {
        var token = await gateway.NewTokenAsync();
        var id = (await gateway.Client.Get("/api/users/me", As(token))).Expect(200).Id;
        (await gateway.Client.Get("/api/events", As(token))).ExpectProblem(403, "forbidden");
        Assert.Equal("operator", (await SetRole(id, "operator")).Expect(200)["role"].GetString());
        (await gateway.Client.Get("/api/events?after=AAAAAAAAAAA", As(token))).Expect(200);
        (await SetRole(id, "customer")).Expect(200);
        (await gateway.Client.Get("/api/events", As(token))).ExpectProblem(403, "forbidden");
        (await SetRole(id, "king")).ExpectFaults("#/role");
        (await SetRole($"{Guid.NewGuid()}", "admin")).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task An_admin_does_not_change_its_own_role()
    {
        var id = (await gateway.Client.Get("/api/users/me", As(gateway.Admin))).Expect(200).Id;
        (await SetRole(id, "customer")).ExpectFaults("#/role");
    }

    [Fact]
    public async Task All_tokens_of_a_user_end_at_once()
    {
        var name = await gateway.NewUserAsync();
        string[] tokens = [await gateway.LoginAsync(name), await gateway.LoginAsync(name)];
        var id = "";
        foreach (var token in tokens)
            id = (await gateway.Client.Get("/api/users/me", As(token))).Expect(200).Id;
        (await gateway.Client.Delete($"/api/users/{id}/tokens", As(gateway.Admin))).ExpectStatus(204);
        foreach (var token in tokens)
            (await gateway.Client.Get("/api/users/me", As(token))).ExpectProblem(401, "token-invalid");
        await gateway.LoginAsync(name);
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_never_good_again_however_many_use_it_meanwhile()
    {
        for (var round = 0; round < 10; round++)
        {
            var token = await gateway.NewTokenAsync();
            using var stop = new CancellationTokenSource();
            var users = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                    await gateway.Client.Get("/api/users/me", As(token));
            })).ToList();
            (await gateway.Client.Get("/api/users/me", As(token))).Expect(200);
            (await gateway.Client.Post("/api/users/logout", new { token })).ExpectStatus(200);
            for (var i = 0; i < 20; i++)
                (await gateway.Client.Get("/api/users/me", As(token))).ExpectProblem(401, "token-invalid");
            await stop.CancelAsync();
            await Task.WhenAll(users);
        }
    }

    [Fact]
    public async Task A_key_is_shown_once_listed_and_revoked_at_once()
    {
        var name = GatewayClient.NewName();
        var made = (await gateway.Client.Post("/api/keys", new { name, scopes = Events }, As(gateway.Admin))).Expect(201);
        var key = made["key"].GetString()!;
        (await gateway.Client.Post("/api/keys", new { name, scopes = Events }, As(gateway.Admin))).ExpectProblem(409, "key-not-added");
        (await gateway.Client.Get("/api/events?after=AAAAAAAAAAA", As(key))).Expect(200);
        var list = (await gateway.Client.Get("/api/keys", As(gateway.Admin))).Expect(200);
        Assert.Single(list.Items, k => k.GetProperty("name").GetString() == name);
        Assert.DoesNotContain(key, list.Text, StringComparison.Ordinal);
        (await gateway.Client.Delete($"/api/keys/{made.Id}", As(gateway.Admin))).ExpectStatus(204);
        (await gateway.Client.Get("/api/events", As(key))).ExpectProblem(401, "token-invalid");
        (await gateway.Client.Delete($"/api/keys/{made.Id}", As(gateway.Admin))).ExpectProblem(404, "not-found");
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "#/scopes"), InlineData("""{"name":"x","scopes":[]}""", "#/scopes"), InlineData("""{"name":"x","scopes":["everything"]}""", "#/scopes")]
    [InlineData("""{"scopes":["events"]}""", "#/name"), InlineData("""{"name":"x","scopes":["events","events"]}""", "#/scopes"), InlineData("""{"name":"x","scopes":[null]}""", "#/scopes")]
    public async Task A_key_that_cannot_be_is_refused(string body, string pointer) => (await gateway.Client.Post("/api/keys", body, As(gateway.Admin))).ExpectFaults(pointer);

    private Task<Answer> SetRole(string id, string role) =>
        gateway.Client.Send(HttpMethod.Put, $"/api/users/{id}/role", GatewayClient.Raw(JsonSerializer.Serialize(new { role })), As(gateway.Admin));
}
