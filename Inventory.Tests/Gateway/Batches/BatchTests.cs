using System.Text.Json;
using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Batches.BatchTest;

namespace Inventory.Tests.Gateway.Batches;

/// <summary>Many requests in one, each as if it were sent by itself.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class BatchTests(SecuredGateway gateway)
{
    private (string, string) Operator => SecuredGateway.As(gateway.Operator);

    private (string, string) Customer => SecuredGateway.As(gateway.Customer);

    [Fact]
    public async Task Results_come_in_order_and_those_on_one_resource_run_in_order()
    {
        var runways = new[] { await NewAsync(), await NewAsync() };
        var operations = Enumerable.Range(0, 40).Select(n => Of($"{n}", "POST", $"{runways[n % 2]}/allocations", Time(n / 2, $"number {n}"))).ToList();
        operations.Add(Of("all", "GET", $"{runways[0]}/allocations"));
        var results = await RunAsync(Operator, operations);
        Assert.Equal(Enumerable.Range(0, 40).Select(n => $"{n}").Append("all"), results.Select(Id));
        Assert.All(results[..^1], result => Assert.Equal(201, Status(result)));
        // Each has the next version: they were decided one after the other.
        Assert.Equal(Enumerable.Range(2, 20).Select(version => $"\"{version}\""), results[..^1].Where((_, n) => n % 2 == 0).Select(result => result.GetProperty("headers").GetProperty("ETag").GetString()));
        Assert.Equal(20, results[^1].GetProperty("body").GetArrayLength());
        Assert.Equal("number 3", results[3].GetProperty("body").GetProperty("description").GetString());
        var location = results[3].GetProperty("headers").GetProperty("Location").GetString()!;
        Assert.Equal(results[3].GetProperty("body").GetRawText(), (await gateway.Client.Get(location, Operator)).Expect(200).Text);
    }

    [Fact]
    public async Task One_that_is_refused_does_not_stop_the_others_and_has_its_own_problem()
    {
        var runway = await NewAsync();
        var results = await RunAsync(Operator,
            Of("a", "POST", $"{runway}/allocations", Time(1)), Of("b", "POST", $"{runway}/allocations", Time(1)), Of("c", "POST", $"{runway}/allocations", new { allocation_type = "" }),
            Of("d", "GET", "/api/planes"), Of("e", "DELETE", "/api/types"), Of("f", "POST", $"{runway}/allocations", Time(2)));
        Assert.Equal([201, 409, 422, 404, 405, 201], results.Select(Status));
        Assert.Equal(["/problems/overlap", "/problems/invalid", "/problems/not-found", "/problems/method-not-allowed"], results[1..5].Select(result => result.GetProperty("body").GetProperty("type").GetString()));
        Assert.Equal($"{runway}/allocations", results[1].GetProperty("body").GetProperty("instance").GetString());
        Assert.Contains("GET", results[4].GetProperty("headers").GetProperty("Allow").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await gateway.Client.Get($"{runway}/allocations", Operator)).Items.Count);
    }

    [Fact]
    public async Task Keys_are_of_the_batch_and_the_operation_and_a_repetition_is_replayed()
    {
        var runway = await NewAsync();
        var operations = new[] { Of("1", "POST", $"{runway}/allocations", Time(1)), Of("2", "POST", "/api/runways/allocations", Time(2)), Of("3", "POST", $"{runway}/allocations", Time(3)) };
        (string, string) key = ("Idempotency-Key", "nightly");
        var first = await RunAsync(Operator, operations, key);
        Assert.All(first, result => Assert.Equal(201, Status(result)));
        Assert.Equal(first.Select(result => result.GetRawText()), (await RunAsync(Operator, operations, key)).Select(result => result.GetRawText()));
        // By itself it is the same request.
        Assert.Equal(Body(first[0]), (await gateway.Client.Post($"{runway}/allocations", Time(1), Operator, ("Idempotency-Key", "nightly/1"))).Expect(201).Text);
        operations[0] = Of("1", "POST", $"{runway}/allocations", Time(4));
        Assert.Equal([422, 201, 201], (await RunAsync(Operator, operations, key)).Select(Status));
        Assert.Equal("/problems/idempotency-key-reused", (await RunAsync(Operator, operations, key))[0].GetProperty("body").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Rights_are_those_of_the_caller_for_each_operation()
    {
        var (runway, car) = (await NewAsync(), await NewAsync("cars"));
        var operations = new[]
        {
            Of("own", "POST", $"{runway}/allocations", Time(1)), Of("priced", "POST", $"{car}/allocations", Time(1)), Of("manage", "POST", "/api/cars", new { name = "mine" }),
            Of("administer", "GET", "/api/users"), Of("me", "GET", "/api/users/me"), Of("types", "GET", "/api/types"),
        };
        var results = await RunAsync(Customer, operations);
        Assert.Equal([201, 403, 403, 403, 200, 200], results.Select(Status));
        Assert.Equal("/problems/bookings-only", results[1].GetProperty("body").GetProperty("type").GetString());
        var owner = results[4].GetProperty("body").GetProperty("id").GetString();
        Assert.Equal(owner, results[0].GetProperty("body").GetProperty("owner").GetString());
        // Another customer sees none of it; a program sees what its scope has.
        var allocation = results[0].GetProperty("headers").GetProperty("Location").GetString()!;
        Assert.Equal(404, Status((await RunAsync(SecuredGateway.As(gateway.OtherCustomer), Of("1", "GET", allocation)))[0]));
        Assert.Equal([200, 403], (await RunAsync(SecuredGateway.As(gateway.Keys["resources"]), Of("1", "GET", runway), Of("2", "GET", "/api/account"))).Select(Status));
        (await gateway.Client.Post(BatchPath, new { operations })).ExpectProblem(401, "token-missing");
    }

    [Fact]
    public async Task Preconditions_dry_runs_and_other_bodies_are_as_with_single_requests()
    {
        var runway = await NewAsync();
        const string Holidays = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20361224\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        var results = await RunAsync(Operator,
            Of("1", "PATCH", runway, new { name = GatewayClient.NewName() }, new { If_Match = "\"1\"" }), Of("2", "PATCH", runway, new { name = GatewayClient.NewName() }, new { If_Match = "\"1\"" }),
            Of("3", "POST", $"{runway}/allocations", Time(1), new { Prefer = "dry-run" }), Of("4", "PUT", $"{runway}/policy", new { hours = new { time_zone = "UTC" } }),
            Of("5", "PUT", $"{runway}/policy/holidays", Holidays, new { Content_Type = "text/calendar" }), Of("6", "GET", $"{runway}/allocations?from=2031-12-01T00:00:00Z&limit=5"));
        Assert.Equal([200, 412, 201, 200, 200, 200], results.Select(Status));
        Assert.Equal("dry-run", results[2].GetProperty("headers").GetProperty("Preference-Applied").GetString());
        Assert.Equal("[]", Body(results[5]));
    }

    [Fact]
    public async Task A_thousand_operations_are_one_request()
    {
        var runways = new List<string>();
        for (var n = 0; n < 20; n++)
            runways.Add(await NewAsync());
        var operations = Enumerable.Range(0, 1_000).Select(n => Of($"{n}", "POST", $"{runways[n % 20]}/allocations", Time(n / 20))).ToList();
        var results = await RunAsync(Operator, operations);
        Assert.Equal(1_000, results.Count(result => Status(result) == 201));
        operations.Add(Of("more", "GET", "/api/types"));
        (await gateway.Client.Post(BatchPath, new { operations }, Operator)).ExpectFaults("#/operations");
    }

    [Fact]
    public async Task A_batch_that_cannot_be_understood_runs_nothing_and_says_all_that_is_wrong()
    {
        var runway = await NewAsync();
        var operations = new object[]
        {
            Of("good", "POST", $"{runway}/allocations", Time(1)), Of("good", "GET", "/api/types"), Of("", "GET", "/api/types"), Of("3", "BREW", "/api/types"), Of("4", "GET", "/health/live"),
            Of("5", "POST", "/api/batch", new { operations = new[] { Of("1", "GET", "/api/types") } }), Of("6", "GET", "/api/runways/changes"), Of("7", "GET", "/api/events", headers: new { Accept = "text/event-stream" }),
            Of("8", "GET", "/api/types", headers: new { Authorization = "Bearer x" }), Of("9", "GET", "/api/../health/live"), Of("10", "GET", "http://localhost/api/types"), Of("11", "POST", "/api/users/login", new { }), new { },
        };
        (await gateway.Client.Post(BatchPath, new { operations }, Operator)).ExpectFaults(
            "#/operations/1/id", "#/operations/2/id", "#/operations/3/method", "#/operations/4/path", "#/operations/5/path", "#/operations/6/path", "#/operations/7/headers/Accept",
            "#/operations/8/headers/Authorization", "#/operations/9/path", "#/operations/10/path", "#/operations/11/path", "#/operations/12/id", "#/operations/12/method", "#/operations/12/path");
        Assert.Empty((await gateway.Client.Get($"{runway}/allocations", Operator)).Items);
        (await gateway.Client.Post(BatchPath, new { }, Operator)).ExpectFaults("#/operations");
        (await gateway.Client.Post(BatchPath, new { operations = Array.Empty<object>() }, Operator)).ExpectFaults("#/operations");
        (await gateway.Client.Post(BatchPath, """{"operations":[{}],"atomic":3}""", Operator)).ExpectProblem(400, "malformed");
        (await gateway.Client.Post(BatchPath, """{"operations":3}""", Operator)).ExpectProblem(400, "malformed");
        var key = ("Idempotency-Key", new string('k', 250));
        (await gateway.Client.Post(BatchPath, new { operations = new[] { Of("12345", "GET", "/api/types") } }, Operator, key)).ExpectFaults("#/operations/0/id");
    }

    [Fact]
    public async Task Each_operation_counts_as_a_request()
    {
        await using var own = await InProcessGateway.StartAsync(
            "--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", SecuredGateway.Password,
            "--Inventory:RateLimits:RequestsPerSecond", "1", "--Inventory:RateLimits:Burst", "30");
        await own.Client.RegisterAsync("ann");
        var ann = SecuredGateway.As((await own.Client.Post("/api/users/login", new { username = "ann", password = SecuredGateway.Password })).Expect(200)["token"].GetString()!);
        var operations = Enumerable.Range(0, 60).Select(n => Of($"{n}", "GET", "/api/users/me")).ToList();
        var results = (await own.Client.Post(BatchPath, new { operations }, ann)).Expect(200)["results"].EnumerateArray().ToList();
        Assert.InRange(results.Count(result => Status(result) == 200), 20, 35);
        var refused = results.Where(result => Status(result) != 200).ToList();
        Assert.All(refused, result => Assert.Equal((429, "/problems/too-many-requests"), (Status(result), result.GetProperty("body").GetProperty("type").GetString())));
        Assert.True(refused[0].GetProperty("headers").TryGetProperty("Retry-After", out _));
    }

    [Fact]
    public async Task The_batch_of_the_guide_works()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Style.Repository.Root, "docs/batch.md"), TestContext.Current.CancellationToken);
        var runway = await NewAsync();
        var batch = guide.Split("```json")[1].Split("```")[0].Replace("/api/runways/{id}", runway, StringComparison.Ordinal);
        var results = (await gateway.Client.Post(BatchPath, batch, Operator)).Expect(200)["results"].EnumerateArray().ToList();
        Assert.Equal([("first", 201), ("same", 409), ("look", 200)], results.Select(result => (Id(result), Status(result))));
        Assert.Equal(1, results[2].GetProperty("body").GetArrayLength());
    }

    private async Task<JsonElement[]> RunAsync((string, string) caller, IEnumerable<object> operations, (string, string)? header = null) =>
        [.. (await gateway.Client.Post(BatchPath, new { operations }, header is { } more ? [caller, more] : [caller])).Expect(200)["results"].EnumerateArray()];

    private Task<JsonElement[]> RunAsync((string, string) caller, params object[] operations) => RunAsync(caller, operations.AsEnumerable());

    private async Task<string> NewAsync(string type = "runways") => (await gateway.Client.Post($"/api/{type}", new { name = GatewayClient.NewName() }, Operator)).Expect(201).Location!;
}
