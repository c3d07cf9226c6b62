using System.Text.Json;
using Inventory.Domain.Shop;
using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Users;

/// <summary>What is kept about a user, and that it can be forgotten.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class PersonalDataTests(SecuredGateway gateway)
{
    private static readonly string[] Events = ["events"];

    [Fact]
    public async Task A_user_reads_all_that_is_kept_about_it_and_so_does_an_admin()
    {
        var (name, token, id) = await NewCustomerAsync();
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
        var runway = (await gateway.Client.Post("/api/runways", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
        var own = await AllocateAsync(runway, token, "2027-01-01");
        (await AllocateAsync(runway, gateway.OtherCustomer, "2027-01-02")).Expect(201);
        var booking = await BookAsync(car, token, "2027-06-01");
        var invoice = (await gateway.Client.Send(HttpMethod.Post, $"{booking.Location}/confirm", null, As(token))).Expect(200)["invoice"].GetString();
        (await gateway.Client.Get("/api/orders/current", As(token))).Expect(200);

        var all = (await gateway.Client.Get("/api/users/me/data", As(token))).Expect(200);
        Assert.Equal("no-store", all.Header("Cache-Control"));
        // It is written while it is read: nobody knows yet how long it is.
        Assert.Null(all.Header("Content-Length"));
        Assert.Equal(name, all["user"].GetProperty("username").GetString());
        Assert.Single(all["sessions"].EnumerateArray());
        Assert.Equal([booking.Id], Ids(all["bookings"]));
        Assert.Equal([invoice], Ids(all["invoices"]));
        Assert.Equal([own.Id], Ids(all["allocations"]));
        Assert.Single(all["orders"].EnumerateArray());
        Assert.Equal(invoice, all["accounts"][0].GetProperty("entries")[0].GetProperty("invoice").GetString());
        Assert.Equal([own.Id, booking["items"][0].GetProperty("allocation_id").GetString()], all["events"].EnumerateArray().Select(e => e.GetProperty("subject").GetString()).Distinct());
        Assert.DoesNotContain("hash", all.Text, StringComparison.Ordinal);
        Assert.Equal(all.Text, (await gateway.Client.Get($"/api/users/{id}/data", As(gateway.Admin))).Expect(200).Text);
        (await gateway.Client.Get($"/api/users/{Guid.NewGuid()}/data", As(gateway.Admin))).ExpectProblem(404, "not-found");
        (await gateway.Client.Get("/api/users/me/data", As(gateway.Keys["events"]))).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_user_erases_itself_with_its_password_and_its_name_and_mail_are_free()
    {
        var (name, token, id) = await NewCustomerAsync();
        var mail = (await gateway.Client.Get("/api/users/me", As(token))).Expect(200)["email"].GetString();
        var second = await gateway.LoginAsync(name);
        (await EraseAsync(token, "not this one")).ExpectFaults("#/password");
        (await gateway.Client.Post("/api/users/me/erase", "{}", As(token))).ExpectFaults("#/password");
        (await gateway.Client.Get("/api/users/me", As(token))).Expect(200);

        (await EraseAsync(token, Password)).ExpectStatus(204);
        foreach (var dead in new[] { token, second })
            (await gateway.Client.Get("/api/users/me", As(dead))).ExpectProblem(401, "token-invalid");
        (await gateway.Client.Post("/api/users/login", new { username = name, password = Password })).ExpectProblem(401, "login-failed");
        (await gateway.Client.Get($"/api/users/exists?username={Uri.EscapeDataString(name)}")).ExpectStatus(404);
        (await gateway.Client.Get($"/api/users/{id}", As(gateway.Admin))).ExpectProblem(404, "not-found");
        (await gateway.Client.Get($"/api/users/{id}/data", As(gateway.Admin))).ExpectProblem(404, "not-found");
        var made = (await gateway.Client.Post("/api/users/register", new { username = name, mail, password = Password })).Expect(201);
        Assert.NotEqual(id, made.Id);
    }

    [Fact]
    public async Task Who_has_something_open_is_not_erased_and_what_the_law_demands_stays_under_the_id()
    {
        var (_, token, id) = await NewCustomerAsync();
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
        var runway = (await gateway.Client.Post("/api/runways", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
        var own = await AllocateAsync(runway, token, "2027-01-01");
        Assert.Contains("1 allocations", (await Erase(id)).ExpectProblem(409, "user-in-use")["detail"].GetString(), StringComparison.Ordinal);
        (await gateway.Client.Delete(own.Location!, As(token))).ExpectStatus(204);
        var wanted = new { from_datetime = "2027-02-01T10:00:00Z", to_datetime = "2027-02-01T11:00:00Z", allocation_type = "booking" };
        (await gateway.Client.Post($"{runway}/allocations", wanted, As(gateway.Operator))).Expect(201);
        var entry = (await gateway.Client.Post($"{runway}/waiting", wanted, As(token))).Expect(201);
        Assert.Contains("waits for 1 times", (await Erase(id)).ExpectProblem(409, "user-in-use")["detail"].GetString(), StringComparison.Ordinal);
        (await gateway.Client.Delete(entry.Location!, As(token))).ExpectStatus(204);
        var booking = await BookAsync(car, token, "2027-06-01");
        var firm = (await gateway.Client.Send(HttpMethod.Post, $"{booking.Location}/confirm", null, As(token))).Expect(200);
        Assert.Contains("1 bookings", (await Erase(id)).ExpectProblem(409, "user-in-use")["detail"].GetString(), StringComparison.Ordinal);
        Assert.Equal(409, (await EraseAsync(token, Password)).Status);
        (await gateway.Client.Delete(booking.Location!, As(gateway.Operator))).Expect(200);

        (await Erase(id)).ExpectStatus(204);
        (await Erase(id)).ExpectStatus(204);
        (await Erase($"{Guid.NewGuid()}")).ExpectProblem(404, "not-found");
        Assert.Equal(id, (await gateway.Client.Get($"/api/invoices/{firm["invoice"].GetString()}", As(gateway.Operator))).Expect(200)["customer"].GetString());
        var account = (await gateway.Client.Get($"/api/account?customer={id}", As(gateway.Operator))).Expect(200);
        Assert.Equal("0.00", account["balance"].GetString());
        Assert.Equal([$"user:{id}", await ActorAsync(gateway.Operator)], account["entries"].EnumerateArray().Select(e => e.GetProperty("actor").GetString()));
    }

    [Fact]
    public async Task Who_owes_something_is_not_erased_and_who_recorded_the_payment_is_told_to_operators_alone()
    {
        var (_, token, id) = await NewCustomerAsync();
        var sku = $"{Guid.NewGuid():N}";
        (await gateway.Client.Post("/api/beers", new { sku, name = "Pale", price = "2.50" }, As(gateway.Operator))).Expect(201);
        (await gateway.Client.Send(HttpMethod.Put, "/api/orders/current", GatewayClient.Raw(JsonSerializer.Serialize(new { sku, quantity = 2 })), As(token))).Expect(201);
        (await gateway.Client.Post("/api/orders/checkout", "", As(token))).Expect(200);
        Assert.Contains("5.00 EUR", (await Erase(id)).ExpectProblem(409, "user-in-use")["detail"].GetString(), StringComparison.Ordinal);
        var paid = (await gateway.Client.Post("/api/payments", new { customer = id, amount = "5.00", method = "cash" }, As(gateway.Operator))).Expect(201);
        Assert.Equal(await ActorAsync(gateway.Operator), paid["actor"].GetString());
        var seen = (await gateway.Client.Get("/api/account", As(token))).Expect(200);
        Assert.DoesNotContain("actor", seen.Text, StringComparison.Ordinal);
        (await EraseAsync(token, Password)).ExpectStatus(204);
    }

    [Fact]
    public async Task Who_changed_a_role_and_who_made_a_key_is_told_to_admins_and_an_erased_admin_has_no_way_in()
    {
        var (name, _, id) = await NewCustomerAsync();
        (await gateway.Client.Send(HttpMethod.Put, $"/api/users/{id}/role", GatewayClient.Raw("""{"role":"admin"}"""), As(gateway.Admin))).Expect(200);
        var admin = await gateway.LoginAsync(name);
        var key = (await gateway.Client.Post("/api/keys", new { name = GatewayClient.NewName(), scopes = Events }, As(admin))).Expect(201);
        Assert.Equal($"user:{id}", key["actor"].GetString());
        (await EraseAsync(admin, Password)).ExpectProblem(409, "user-in-use");
        (await gateway.Client.Delete($"/api/users/{id}", As(admin))).ExpectProblem(409, "user-in-use");

        (await Erase(id)).ExpectStatus(204);
        (await gateway.Client.Get("/api/types", As(key["key"].GetString()!))).ExpectProblem(401, "token-invalid");
        var changes = (await gateway.Client.Get($"/api/users/{id}/changes", As(gateway.Admin))).Expect(200).Items;
        Assert.Equal(["registered", "role-changed", "erased"], changes.Select(c => c.GetProperty("kind").GetString()));
        var self = await ActorAsync(gateway.Admin);
        Assert.All(changes.Skip(1), c => Assert.Equal(self, c.GetProperty("actor").GetString()));
        (await gateway.Client.Get($"/api/users/{Guid.NewGuid()}/changes", As(gateway.Admin))).ExpectProblem(404, "not-found");
    }

    private async Task<(string Name, string Token, string Id)> NewCustomerAsync()
    {
        var name = await gateway.NewUserAsync();
        var token = await gateway.LoginAsync(name);
        return (name, token, (await gateway.Client.Get("/api/users/me", As(token))).Expect(200).Id);
    }

    private Task<Answer> Erase(string id) => gateway.Client.Delete($"/api/users/{id}", As(gateway.Admin));

    private Task<Answer> EraseAsync(string token, string password) => gateway.Client.Post("/api/users/me/erase", new { password }, As(token));

    private async Task<Answer> AllocateAsync(string runway, string token, string day) => (await gateway.Client.Post($"{runway}/allocations",
        new { from_datetime = $"{day}T10:00:00Z", to_datetime = $"{day}T12:00:00Z", allocation_type = "booking" }, As(token))).Expect(201);

    private async Task<Answer> BookAsync(string car, string token, string day) => (await gateway.Client.Post("/api/bookings",
        new { items = new[] { new { resource = car["/api/".Length..], from_datetime = $"{day}T10:00:00Z", to_datetime = $"{day}T11:00:00Z" } } }, As(token))).Expect(201);

    private async Task<string> ActorAsync(string token) => $"user:{(await gateway.Client.Get("/api/users/me", As(token))).Expect(200).Id}";

    private static IEnumerable<string?> Ids(JsonElement items) => items.EnumerateArray().Select(item => item.GetProperty("id").GetString());
}
