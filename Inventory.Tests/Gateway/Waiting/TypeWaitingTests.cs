namespace Inventory.Tests.Gateway.Waiting;

/// <summary>Each in a place of its own: what others add to a type has time for those who wait.</summary>
public sealed class TypeWaitingTests
{
    private const string From = "2041-05-01T10:00:00Z";
    private const string To = "2041-05-01T12:00:00Z";

    private static readonly object Wanted = new { from_datetime = From, to_datetime = To, allocation_type = "booking" };

    [Fact]
    public async Task For_any_of_a_type_there_is_one_grant()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var client = gateway.Client;
        var cars = new List<(string Path, string Taken)>();
        foreach (var _ in Enumerable.Range(0, 4))
        {
            var car = await client.Create();
            cars.Add((car, (await client.Allocate(car, From, To)).Expect(201).Location!));
        }
        var entry = (await client.Post("/api/cars/waiting", Wanted)).Expect(201);
        Assert.Equal(("waiting", 1), (entry["status"].GetString(), entry["position"].GetInt32()));
        Assert.StartsWith("/api/cars/waiting/", entry.Location, StringComparison.Ordinal);
        (await client.Post("/api/cars/waiting", Wanted)).ExpectProblem(409, "waiting-already");
        (await client.Post($"{entry.Location}/accept", new { })).ExpectProblem(409, "not-granted");
        Assert.Empty((await client.Get($"{cars[0].Path}/waiting")).Items);
        (await client.Post($"{cars[0].Path}/waiting/{entry["id"].GetString()}/decline", new { })).ExpectProblem(404, "not-found");

        await Task.WhenAll(cars.Select(car => client.Delete(car.Taken)));
        var granted = await UntilGrantedAsync(client, entry.Location!);
        var place = granted["resource_id"].GetString()!;
        foreach (var (other, _) in cars.Where(car => !car.Path.EndsWith(place, StringComparison.Ordinal)))
            await Eventually.HoldsAsync(async () => (await client.Get($"{other}/free?from={From}&to={To}")).Items.Any(), () => $"{other} is not free again.");
        var accepted = (await client.Post($"{entry.Location}/accept", new { })).Expect(200);
        Assert.Equal(("accepted", place, "firm"), (accepted["status"].GetString(), accepted["allocation"].GetProperty("resource_id").GetString(), accepted["allocation"].GetProperty("status").GetString()));
        Assert.Equal(entry["id"].GetString(), Assert.Single((await client.Get("/api/cars/waiting")).Items).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_resource_that_is_added_has_time_for_who_waits_before_anybody_else()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var client = gateway.Client;
        var entry = (await client.Post("/api/cars/waiting", Wanted)).Expect(201);
        var car = await client.Create();
        (await client.Allocate(car, From, To)).ExpectProblem(409, "overlap");
        Assert.EndsWith((await UntilGrantedAsync(client, entry.Location!))["resource_id"].GetString()!, car, StringComparison.Ordinal);
        (await client.Delete(entry.Location!)).Expect(204);
        (await client.Get(entry.Location!)).ExpectProblem(404, "not-found");
        (await client.Allocate(car, From, To)).Expect(201);
    }

    [Fact]
    public async Task What_is_declined_goes_to_the_next_and_who_leaves_frees_nothing()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var client = gateway.Client;
        var car = await client.Create();
        (await client.Post("/api/cars/waiting", Wanted)).ExpectProblem(409, "free-now");
        Assert.Empty((await client.Get($"{car}/waiting")).Items);
        var taken = (await client.Allocate(car, From, To)).Expect(201);
        var first = (await client.Post("/api/cars/waiting", Wanted)).Expect(201);
        var second = (await client.Post($"{car}/waiting", new { from_datetime = From, to_datetime = "2041-05-01T11:00:00Z", allocation_type = "repair", customer = (string?)null })).ExpectProblem(409, "waiting-already");
        Assert.NotNull(second);
        (await client.Delete(taken.Location!)).Expect(204);
        await UntilGrantedAsync(client, first.Location!);
        Assert.Equal("declined", (await client.Post($"{first.Location}/decline", new { })).Expect(200)["status"].GetString());
        Assert.Equal("declined", (await client.Get(first.Location!)).Expect(200)["status"].GetString());
        (await client.Allocate(car, From, To)).Expect(201);

        var left = (await client.Post("/api/cars/waiting", Wanted)).Expect(201);
        Assert.Equal("declined", (await client.Post($"{left.Location}/decline", new { })).Expect(200)["status"].GetString());
        Assert.DoesNotContain((await client.Get($"{car}/waiting")).Items, item => item.GetProperty("status").GetString() == "waiting");
    }

    [Fact]
    public async Task The_same_key_finds_the_same_entry()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        (string, string) key = ("Idempotency-Key", "any-1");
        var first = (await gateway.Client.Post("/api/cars/waiting", Wanted, key)).Expect(201);
        Assert.Equal(first["id"].GetString(), (await gateway.Client.Post("/api/cars/waiting", Wanted, key)).Expect(201)["id"].GetString());
        (await gateway.Client.Post("/api/cars/waiting", new { from_datetime = From, to_datetime = To, allocation_type = "repair" }, key)).ExpectProblem(422, "idempotency-key-reused");
    }

    private static async Task<Answer> UntilGrantedAsync(GatewayClient client, string entry)
    {
        Answer? answer = null;
        await Eventually.HoldsAsync(async () => (answer = (await client.Get(entry)).Expect(200))["status"].GetString() == "granted", () => $"It is not granted: {answer!.Text}");
        return answer!;
    }
}
