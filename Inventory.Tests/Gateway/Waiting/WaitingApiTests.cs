namespace Inventory.Tests.Gateway.Waiting;

public sealed class WaitingApiTests(SharedGateway gateway)
{
    private GatewayClient Client => gateway.Client;

    [Fact]
    public async Task What_is_released_is_granted_by_arrival_and_goes_on_until_somebody_accepts()
    {
        var (car, taken) = await TakenAsync();
        var first = await WaitAsync(car);
        var second = (await Client.Post($"{car}/waiting", Body("2036-12-01T10:30:00Z", "2036-12-01T11:30:00Z"))).ExpectProblem(409, "waiting-already");
        Assert.NotNull(second);
        Assert.Equal(("waiting", 1), (first["status"].GetString(), first["position"].GetInt32()));

        (await Client.Delete(taken.Location!)).Expect(204);
        var granted = (await Client.Get(first.Location!)).Expect(200);
        Assert.Equal("granted", granted["status"].GetString());
        Assert.Equal("held", granted["allocation"].GetProperty("status").GetString());
        Assert.Equal(granted["allocation"].GetProperty("expires").GetString(), granted["expires"].GetString());
        (await Client.Allocate(car, "2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z")).ExpectProblem(409, "overlap");

        var accepted = (await Client.Post($"{first.Location}/accept", new { })).Expect(200);
        Assert.Equal(("accepted", "firm"), (accepted["status"].GetString(), accepted["allocation"].GetProperty("status").GetString()));
        Assert.Equal("accepted", (await Client.Post($"{first.Location}/accept", new { })).Expect(200)["status"].GetString());
        (await Client.Post($"{first.Location}/decline", new { })).ExpectProblem(409, "grant-accepted");
        (await Client.Delete(first.Location!)).ExpectProblem(409, "grant-accepted");
        var allocation = (await Client.Get($"{car}/allocations")).Items.Single();
        Assert.Equal((first["id"].GetString(), "firm"), (allocation.GetProperty("id").GetString(), allocation.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_grant_is_an_event_of_its_own_name()
    {
        var (car, taken) = await TakenAsync();
        var entry = await WaitAsync(car);
        (await Client.Delete(taken.Location!)).Expect(204);
        (await Client.Post($"{entry.Location}/decline", new { })).Expect(200);
        var types = (await Client.Get($"{car}/history")).Items.Select(item => item.GetProperty("type").GetString()).ToList();
        Assert.Equal(["inventory.resource-created", "inventory.allocated", "inventory.waiting.added", "inventory.released", "inventory.waiting.granted", "inventory.waiting.declined"], types);
        Assert.Equal("declined", (await Client.Get(entry.Location!)).Expect(200)["status"].GetString());
        (await Client.Post($"{entry.Location}/accept", new { })).ExpectProblem(410, "grant-expired");
        (await Client.Allocate(car, "2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z")).Expect(201);
    }

    [Fact]
    public async Task What_waits_takes_no_time_and_is_no_allocation()
    {
        var (car, _) = await TakenAsync();
        var entry = await WaitAsync(car);
        Assert.Single((await Client.Get($"{car}/allocations")).Items);
        (await Client.Get($"{car}/allocations/{entry["id"].GetString()}")).ExpectProblem(404, "not-found");
        (await Client.Delete($"{car}/allocations/{entry["id"].GetString()}")).ExpectProblem(404, "not-found");
        (await Client.Post($"{entry.Location}/accept", new { })).ExpectProblem(409, "not-granted");
        Assert.Single((await Client.Get($"{car}/waiting")).Items);
        (await Client.Delete(entry.Location!)).Expect(204);
        (await Client.Delete(entry.Location!)).ExpectProblem(404, "not-found");
        Assert.Empty((await Client.Get($"{car}/waiting")).Items);
    }

    [Fact]
    public async Task Nobody_waits_for_what_is_free_or_never_will_be()
    {
        var (car, _) = await TakenAsync();
        (await Client.Post($"{car}/waiting", Body("2036-12-01T12:00:00Z", "2036-12-01T13:00:00Z"))).ExpectProblem(409, "free-now");
        (await Client.Post($"{car}/waiting", Body("2020-12-01T12:00:00Z", "2020-12-01T13:00:00Z"))).ExpectProblem(422, "invalid");
        (await Client.Put($"{car}/policy", """{"shortest":"PT1H"}""")).Expect(200);
        (await Client.Post($"{car}/waiting", Body("2036-12-01T10:00:00Z", "2036-12-01T10:30:00Z"))).ExpectProblem(422, "out-of-bounds");
    }

    [Theory]
    [InlineData("accept_seconds", "0", "#/accept_seconds")]
    [InlineData("accept_seconds", "86401", "#/accept_seconds")]
    [InlineData("until", "\"2020-01-01T00:00:00Z\"", "#/until")]
    [InlineData("until", "\"2036-12-01T12:00:01Z\"", "#/until")]
    [InlineData("until", "\"soon\"", "#/until")]
    [InlineData("hold_seconds", "60", "#/hold_seconds")]
    public async Task A_wrong_member_is_named(string member, string value, string pointer)
    {
        var (car, _) = await TakenAsync();
        var body = $$"""{"from_datetime":"2036-12-01T10:00:00Z","to_datetime":"2036-12-01T12:00:00Z","allocation_type":"booking","{{member}}":{{value}}}""";
        var problem = (await Client.Post($"{car}/waiting", body)).ExpectProblem(422, "invalid");
        Assert.Equal(pointer, problem["errors"][0].GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_entry()
    {
        var (car, taken) = await TakenAsync();
        (string, string) key = ("Idempotency-Key", "waiting-1");
        var body = Body("2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z");
        var first = (await Client.Post($"{car}/waiting", body, key)).Expect(201);
        (await Client.Delete(taken.Location!)).Expect(204);
        Assert.Equal(first["id"].GetString(), (await Client.Post($"{car}/waiting", body, key)).Expect(201)["id"].GetString());
        (await Client.Post($"{car}/waiting", Body("2036-12-01T10:00:00Z", "2036-12-01T11:00:00Z"), key)).ExpectProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_dry_run_of_waiting_changes_nothing()
    {
        var (car, _) = await TakenAsync();
        var answer = (await Client.Post($"{car}/waiting", Body("2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z"), ("Prefer", "dry-run"))).Expect(201);
        Assert.Equal("waiting", answer["status"].GetString());
        Assert.Empty((await Client.Get($"{car}/waiting")).Items);
    }

    private async Task<(string Car, Answer Taken)> TakenAsync()
    {
        var car = await Client.Create();
        return (car, (await Client.Allocate(car, "2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z")).Expect(201));
    }

    private async Task<Answer> WaitAsync(string car) => (await Client.Post($"{car}/waiting", Body("2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z"))).Expect(201);

    private static object Body(string from, string to) => new { from_datetime = from, to_datetime = to, allocation_type = "booking", accept_seconds = 600 };
}
