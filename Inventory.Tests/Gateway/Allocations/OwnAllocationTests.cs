using Inventory.Domain.Shop;
using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Allocations;

/// <summary>A customer books for itself, and sees of others only when they are there.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class OwnAllocationTests(SecuredGateway gateway)
{
    private const string Body = """{"from_datetime":"2027-12-01T10:00:00Z","to_datetime":"2027-12-01T12:00:00Z","allocation_type":"secret","description":"private","dump":{"note":"hidden"},"hold_seconds":600}""";

    [Fact]
    public async Task What_a_customer_books_is_its_own()
    {
        var (car, path) = await BookAsync();
        var read = (await Get(path, gateway.Customer)).Expect(200);
        var me = (await Get("/api/users/me", gateway.Customer)).Expect(200);
        Assert.Equal(me.Id, read["owner"].GetString());
        Assert.Equal(read.Id, Assert.Single((await Get($"{car}/allocations", gateway.Customer)).Expect(200).Items).GetProperty("id").GetString());
        (await gateway.Client.Patch(path, new { description = "mine" }, As(gateway.Customer))).Expect(200);
        (await gateway.Client.Send(HttpMethod.Post, $"{path}/confirm", null, As(gateway.Customer))).Expect(200);
        (await gateway.Client.Delete(path, As(gateway.Customer))).ExpectStatus(204);
    }

    [Fact]
    public async Task Another_s_is_not_there()
    {
        var (car, path) = await BookAsync();
        (await Get(path, gateway.OtherCustomer)).ExpectProblem(404, "not-found");
        (await gateway.Client.Patch(path, new { description = "mine" }, As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
        (await gateway.Client.Send(HttpMethod.Post, $"{path}/confirm", null, As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete(path, As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
        Assert.Empty((await Get($"{car}/allocations", gateway.OtherCustomer)).Expect(200).Items);
        // What is kept rendered for an operator is not told to a customer, nor the other way round.
        Assert.Single((await Get($"{car}/allocations", gateway.Operator)).Expect(200).Items);
        Assert.Empty((await Get($"{car}/allocations", gateway.OtherCustomer)).Expect(200).Items);
        Assert.Single((await Get($"{car}/allocations", gateway.Operator)).Expect(200).Items);
    }

    [Fact]
    public async Task An_operator_and_a_key_see_and_change_all()
    {
        var (_, path) = await BookAsync();
        var seen = (await Get(path, gateway.Operator)).Expect(200);
        Assert.Equal("private", seen["description"].GetString());
        (await gateway.Client.Patch(path, new { description = "seen" }, As(gateway.Keys["allocations"]))).Expect(200);
        (await gateway.Client.Delete(path, As(gateway.Operator))).ExpectStatus(204);
    }

    [Fact]
    public async Task Of_who_is_in_the_way_a_customer_learns_when_and_nothing_else()
    {
        var (car, path) = await BookAsync();
        var refusal = (await gateway.Client.Post($"{car}/allocations", Body, As(gateway.OtherCustomer))).ExpectProblem(409, "overlap");
        var conflict = Assert.Single(refusal["conflicts"].EnumerateArray());
        Assert.Equal("""{"from_infinity":false,"to_infinity":false,"from_datetime":"2027-12-01T10:00:00Z","to_datetime":"2027-12-01T12:00:00Z"}""", conflict.GetRawText());
        Assert.DoesNotContain(path.Split('/')[^1], refusal.Text, StringComparison.Ordinal);
        var moved = await gateway.Client.Post($"{car}/allocations", Body.Replace("12-01", "12-02", StringComparison.Ordinal), As(gateway.OtherCustomer));
        var second = (await gateway.Client.Patch(moved.Expect(201).Location!, """{"from_datetime":"2027-12-01T11:00:00Z"}""", As(gateway.OtherCustomer))).ExpectProblem(409, "overlap");
        foreach (var word in new[] { "secret", "private", "hidden", path.Split('/')[^1] })
            Assert.DoesNotContain(word, second.Text, StringComparison.Ordinal);
        var whole = (await gateway.Client.Post($"{car}/allocations", Body, As(gateway.Operator))).ExpectProblem(409, "overlap");
        Assert.Equal(path.Split('/')[^1], whole.Conflicts.Single());
    }

    [Fact]
    public async Task The_same_key_of_two_callers_marks_two_requests()
    {
        var car = (await gateway.Client.Post("/api/runways", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        var first = (await gateway.Client.Post($"{car}/allocations", Body, As(gateway.Customer), key)).Expect(201);
        Assert.Equal(first.Id, (await gateway.Client.Post($"{car}/allocations", Body, As(gateway.Customer), key)).Expect(201).Id);
        (await gateway.Client.Post($"{car}/allocations", Body, As(gateway.OtherCustomer), key)).ExpectProblem(409, "overlap");
    }

    [Fact]
    public async Task Any_resource_that_is_free_is_taken_for_the_customer()
    {
        await gateway.Client.Post("/api/launchpads", new { name = GatewayClient.NewName() }, As(gateway.Operator));
        var body = new { from_datetime = "2027-12-02T00:00:00Z", to_datetime = "2027-12-02T12:00:00Z", allocation_type = "secret" };
        var taken = (await gateway.Client.Post("/api/launchpads/allocations", body, As(gateway.Customer))).Expect(201);
        (await Get(taken.Location!, gateway.OtherCustomer)).ExpectProblem(404, "not-found");
        (await Get(taken.Location!, gateway.Customer)).Expect(200);
    }

    [Fact]
    public async Task The_history_says_who_it_was()
    {
        var (car, path) = await BookAsync();
        await gateway.Client.Delete(path, As(gateway.Keys["allocations"]));
        var me = (await Get("/api/users/me", gateway.Customer)).Expect(200);
        var self = (await Get("/api/users/me", gateway.Operator)).Expect(200);
        var actors = (await Get($"{car}/history", gateway.Operator)).Expect(200).Items.Select(e => e.GetProperty("actor").GetString()!).ToList();
        Assert.Equal([$"user:{self.Id}", $"user:{me.Id}"], actors[..2]);
        Assert.StartsWith("key:", actors[2], StringComparison.Ordinal);
    }

    private async Task<(string Car, string Path)> BookAsync()
    {
        var car = (await gateway.Client.Post("/api/runways", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
        return (car, (await gateway.Client.Post($"{car}/allocations", Body, As(gateway.Customer))).Expect(201).Location!);
    }

    private Task<Answer> Get(string path, string token) => gateway.Client.Get(path, As(token));
}
