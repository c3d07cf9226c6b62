using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Approvals;

[Collection(SecuredGatewayTests.Name)]
public sealed class ApprovalTests(SecuredGateway gateway)
{
    private const string Rule = """{"approval":{"allocation_types":["booking"],"within":"P2D"}}""";

    private static readonly object Hour = new { from_datetime = "2027-03-01T10:00:00Z", to_datetime = "2027-03-01T11:00:00Z", allocation_type = "booking" };

    private (string, string) Customer => SecuredGateway.As(gateway.Customer);

    private (string, string) Operator => SecuredGateway.As(gateway.Operator);

    private (string, string) Admin => SecuredGateway.As(gateway.Admin);

    [Fact]
    public async Task A_customer_requests_and_an_operator_approves()
    {
        var runway = await NewAsync();
        var request = (await gateway.Client.Post($"{runway}/allocations", Hour, Customer)).Expect(201);
        Assert.Equal("requested", request["status"].GetString());
        Assert.NotNull(request["expires"].GetString());
        Assert.Contains(request.Id, await WaitingAsync());
        (await gateway.Client.Post($"{runway}/allocations", Hour, Operator)).ExpectProblem(409, "overlap");
        (await gateway.Client.Post($"{request.Location}/confirm", new { }, Customer)).ExpectProblem(409, "approval-needed");
        (await gateway.Client.Post($"{request.Location}/approve", new { }, Customer)).ExpectStatus(403);
        (await gateway.Client.Get("/api/approvals", Customer)).ExpectStatus(403);

        (await gateway.Client.Post($"{request.Location}/approve", new { }, Operator, ("Prefer", "dry-run"))).Expect(200);
        Assert.Equal("requested", (await gateway.Client.Get(request.Location!, Customer)).Expect(200)["status"].GetString());
        Assert.Equal("firm", (await gateway.Client.Post($"{request.Location}/approve", new { }, Operator)).Expect(200)["status"].GetString());
        (await gateway.Client.Post($"{request.Location}/approve", new { }, Operator)).ExpectProblem(409, "already-decided");
        (await gateway.Client.Post($"{request.Location}/decline", new { }, Operator)).ExpectProblem(409, "already-decided");
        Assert.DoesNotContain(request.Id, await WaitingAsync());
    }

    [Fact]
    public async Task A_declined_request_frees_its_time_and_the_history_says_why()
    {
        var runway = await NewAsync();
        var request = (await gateway.Client.Post($"{runway}/allocations", Hour, Customer)).Expect(201);
        (await gateway.Client.Post($"{request.Location}/decline", new { reason = new string('x', 201) }, Operator)).ExpectProblem(422, "invalid");
        Assert.Equal("declined", (await gateway.Client.Post($"{request.Location}/decline", new { reason = "closed that week" }, Operator)).Expect(200)["status"].GetString());
        (await gateway.Client.Get(request.Location!, Customer)).ExpectProblem(404, "not-found");
        var last = (await gateway.Client.Get($"{runway}/history", Operator)).Expect(200).Items[^1];
        Assert.Equal(("inventory.declined", request.Id, "closed that week"),
            (last.GetProperty("type").GetString(), last.GetProperty("subject").GetString(), last.GetProperty("data").GetProperty("reason").GetString()));
        (await gateway.Client.Post($"{runway}/allocations", Hour, Customer)).Expect(201);
    }

    [Fact]
    public async Task Nobody_approves_an_own_request()
    {
        var runway = await NewAsync();
        var request = (await gateway.Client.Post($"{runway}/allocations", Hour, Operator)).Expect(201);
        (await gateway.Client.Post($"{request.Location}/approve", new { }, Operator)).ExpectProblem(403, "own-request");
        (await gateway.Client.Post($"{request.Location}/approve", new { }, Admin)).Expect(200);
    }

    [Fact]
    public async Task A_booking_is_confirmed_after_its_items_are_approved()
    {
        // Another account than the one that other tests look at.
        var customer = SecuredGateway.As(await gateway.NewTokenAsync());
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, Operator)).Expect(201).Location!;
        (await gateway.Client.Put($"{car}/policy", Rule, Operator)).Expect(200);
        var item = new { resource = car["/api/".Length..], from_datetime = "2027-03-01T10:00:00Z", to_datetime = "2027-03-01T11:00:00Z" };
        var booking = (await gateway.Client.Post("/api/bookings", new { items = new[] { item } }, customer)).Expect(201);
        (await gateway.Client.Post($"{booking.Location}/confirm", new { }, customer)).ExpectProblem(409, "approval-needed");
        Assert.Equal("held", (await gateway.Client.Get(booking.Location!, customer)).Expect(200)["status"].GetString());
        var allocation = $"{car}/allocations/{booking["items"][0].GetProperty("allocation_id").GetString()}";
        Assert.Equal("held", (await gateway.Client.Post($"{allocation}/approve", new { }, Operator)).Expect(200)["status"].GetString());
        Assert.Equal("confirmed", (await gateway.Client.Post($"{booking.Location}/confirm", new { }, customer)).Expect(200)["status"].GetString());
        // Another time would need another approval.
        var other = new { items = new[] { item with { from_datetime = "2027-03-02T10:00:00Z", to_datetime = "2027-03-02T11:00:00Z" } } };
        (await gateway.Client.Patch(booking.Location!, other, customer)).ExpectProblem(409, "approval-needed");
    }

    [Fact]
    public async Task The_pages_have_each_request_once_also_of_those_that_were_made_together()
    {
        var runway = await NewAsync();
        var series = (await gateway.Client.Post($"{runway}/series", new { rrule = "FREQ=DAILY;COUNT=5", from_local = "2027-03-01T09:00", duration = "PT1H", time_zone = "Europe/Copenhagen", allocation_type = "booking" }, Operator)).Expect(201);
        var found = new List<string?>();
        for (var path = "/api/approvals?limit=2"; path is not null;)
        {
            var page = (await gateway.Client.Get(path, Operator)).Expect(200);
            found.AddRange(page.Items.Select(item => item.GetProperty("id").GetString()));
            path = page.Next;
        }
        Assert.Equal(found.Distinct(), found);
        Assert.Subset(found.ToHashSet(), series["occurrences"].EnumerateArray().Select(one => one.GetProperty("id").GetString()).ToHashSet());
    }

    private async Task<string> NewAsync()
    {
        var runway = (await gateway.Client.Post("/api/runways", new { name = GatewayClient.NewName() }, Operator)).Expect(201).Location!;
        (await gateway.Client.Put($"{runway}/policy", Rule, Operator)).Expect(200);
        return runway;
    }

    private async Task<IEnumerable<string?>> WaitingAsync() =>
        (await gateway.Client.Get("/api/approvals", Operator)).Expect(200).Items.Select(item => item.GetProperty("id").GetString());
}
