using System.Text.Json;
using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Batches.BatchTest;

namespace Inventory.Tests.Gateway.Batches;

/// <summary>Operations on one resource, of which all take effect, or none.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class AtomicBatchTests(SecuredGateway gateway)
{
    private static readonly string[] Hours = ["hours"];

    private (string, string) Operator => SecuredGateway.As(gateway.Operator);

    private (string, string) Customer => SecuredGateway.As(gateway.Customer);

    [Fact]
    public async Task Each_operation_is_decided_on_what_the_ones_before_it_make_and_the_answers_are_those_of_single_requests()
    {
        var runway = await NewAsync();
        var (first, second, held) = (await AllocateAsync(runway, Time(0)), await AllocateAsync(runway, Time(1)), await AllocateAsync(runway, Time(2, hold: 600)));
        var results = await RunAsync(Operator,
            Of("free", "DELETE", first), Of("move", "PATCH", second, Time(0)), Of("take", "POST", $"{runway}/allocations", Time(1, "instead")), Of("firm", "POST", $"{held}/confirm"),
            Of("text", "PATCH", held, new { reference = "R1" }));
        Assert.Equal([204, 200, 201, 200, 200], results.Select(Status));
        Assert.Equal(["\"6\"", "\"7\"", "\"8\"", "\"9\""], results[1..].Select(result => result.GetProperty("headers").GetProperty("ETag").GetString()));
        var made = results[2].GetProperty("headers").GetProperty("Location").GetString()!;
        Assert.Equal(Body(results[2]), (await gateway.Client.Get(made, Operator)).Expect(200).Text);
        Assert.Equal(Body(results[1]), (await gateway.Client.Get(second, Operator)).Expect(200).Text);
        Assert.Equal(Body(results[4]), (await gateway.Client.Get(held, Operator)).Expect(200).Text);
        Assert.Equal("firm", (await gateway.Client.Get(held, Operator))["status"].GetString());
        (await gateway.Client.Get(first, Operator)).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task If_one_is_refused_nothing_changes_and_each_has_its_answer()
    {
        var runway = await NewAsync();
        var taken = await AllocateAsync(runway, Time(5));
        var before = await SeeAsync(runway);
        var refused = (await PostAsync(Operator,
            Of("a", "POST", $"{runway}/allocations", Time(1)), Of("b", "POST", $"{runway}/allocations", Time(5)), Of("c", "POST", $"{runway}/allocations", new { allocation_type = "" }),
            Of("d", "PATCH", taken, Time(6), new { If_Match = "\"9\"" }), Of("e", "POST", $"{runway}/allocations", Time(1)))).ExpectProblem(409, "batch-refused");
        Assert.Equal("4 of 5 operations are refused, so nothing was changed: b, c, d, e.", refused["detail"].GetString());
        var results = ResultsOf(refused);
        Assert.Equal([("a", 201), ("b", 409), ("c", 422), ("d", 412), ("e", 409)], results.Select(result => (Id(result), Status(result))));
        Assert.Equal(["/problems/overlap", "/problems/invalid", "/problems/precondition-failed", "/problems/overlap"], results[1..].Select(result => result.GetProperty("body").GetProperty("type").GetString()));
        Assert.Equal(taken.Split('/')[^1], results[1].GetProperty("body").GetProperty("conflicts")[0].GetProperty("id").GetString());
        Assert.Equal(before, await SeeAsync(runway));
        Assert.Equal(201, Status((await RunAsync(Operator, Of("a", "POST", $"{runway}/allocations", Time(1))))[0]));
    }

    [Fact]
    public async Task Only_allocations_of_one_resource_can_be_atomic()
    {
        var (runway, other) = (await NewAsync(), await NewAsync());
        var taken = await AllocateAsync(runway, Time(0));
        (await PostAsync(Operator,
            Of("0", "POST", $"{runway}/allocations", Time(1)), Of("1", "POST", $"{other}/allocations", Time(1)), Of("2", "GET", taken), Of("3", "PATCH", runway, new { name = "x" }), Of("4", "POST", $"{taken}/approve"),
            Of("5", "POST", "/api/runways/allocations", Time(1)), Of("6", "POST", $"{runway}/allocations", Time(2), new { Prefer = "dry-run" }), Of("7", "DELETE", $"{taken.Replace("runways", "cars", StringComparison.Ordinal)}"))).ExpectFaults(
            "#/operations/1/path", "#/operations/2/path", "#/operations/3/path", "#/operations/4/path", "#/operations/5/path", "#/operations/6/headers/Prefer");
        Assert.Equal(2, (await gateway.Client.Get($"{runway}/history", Operator)).Expect(200).Items.Count);
        // The path of another type leads to no such resource, as it does by itself.
        var refused = (await PostAsync(Operator, Of("0", "DELETE", taken), Of("1", "DELETE", taken.Replace("runways", "cars", StringComparison.Ordinal)))).ExpectProblem(409, "batch-refused");
        Assert.Equal([204, 404], ResultsOf(refused).Select(Status));
    }

    [Fact]
    public async Task A_repeated_batch_gets_the_same_answers_whatever_others_did_since()
    {
        var runway = await NewAsync();
        var (same, gone, held) = (await AllocateAsync(runway, Time(0)), await AllocateAsync(runway, Time(1)), await AllocateAsync(runway, Time(2, hold: 600)));
        var operations = new[]
        {
            // The first changes nothing, and the last finds what the one before it has made firm.
            Of("same", "PATCH", same, Time(0)), Of("gone", "DELETE", gone), Of("new", "POST", $"{runway}/allocations", Time(1)), Of("firm", "POST", $"{held}/confirm"), Of("again", "POST", $"{held}/confirm"),
        };
        var key = ("Idempotency-Key", GatewayClient.NewName());
        var first = (await PostAsync(Operator, operations, key)).Expect(200);
        Assert.Equal([200, 204, 201, 200, 200], ResultsOf(first).Select(Status));
        var history = (await gateway.Client.Get($"{runway}/history", Operator)).Expect(200).Items.Count;
        Assert.Equal(first.Text, (await PostAsync(Operator, operations, key)).Expect(200).Text);
        (await gateway.Client.Patch(same, Time(8), Operator)).Expect(200);
        (await gateway.Client.Patch(held, Time(9), Operator)).Expect(200);
        (await gateway.Client.Delete(held, Operator)).Expect(204);
        Assert.Equal(first.Text, (await PostAsync(Operator, operations, key)).Expect(200).Text);
        Assert.Equal(history + 3, (await gateway.Client.Get($"{runway}/history", Operator)).Expect(200).Items.Count);
        // With another body, or as single operations, it is another request.
        operations[2] = Of("new", "POST", $"{runway}/allocations", Time(3));
        (await PostAsync(Operator, operations, key)).ExpectProblem(422, "idempotency-key-reused");
        Assert.Equal(422, Status(ResultsOf((await gateway.Client.Post(BatchPath, new { operations = new[] { Of("new", "POST", $"{runway}/allocations", Time(1)) } }, Operator, key)).Expect(200))[0]));
        // Another caller's key is another key.
        (await PostAsync(Customer, [Of("new", "POST", $"{runway}/allocations", Time(4))], key)).Expect(200);
    }

    [Fact]
    public async Task A_refused_batch_is_not_kept()
    {
        var runway = await NewAsync();
        var taken = await AllocateAsync(runway, Time(1));
        var operations = new[] { Of("0", "POST", $"{runway}/allocations", Time(0)), Of("1", "POST", $"{runway}/allocations", Time(1)) };
        var key = ("Idempotency-Key", GatewayClient.NewName());
        (await PostAsync(Operator, operations, key)).ExpectProblem(409, "batch-refused");
        (await gateway.Client.Delete(taken, Operator)).Expect(204);
        (await PostAsync(Operator, operations, key)).Expect(200);
    }

    [Fact]
    public async Task The_same_batch_sent_many_times_at_once_takes_effect_once()
    {
        var runway = await NewAsync();
        var operations = Enumerable.Range(0, 10).Select(n => Of($"{n}", "POST", $"{runway}/allocations", Time(n))).ToArray();
        var key = ("Idempotency-Key", GatewayClient.NewName());
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PostAsync(Operator, operations, key)));
        Assert.Single(answers.Select(answer => answer.Expect(200).Text).Distinct());
        Assert.Equal(11, (await gateway.Client.Get($"{runway}/history", Operator)).Expect(200).Items.Count);
    }

    [Fact]
    public async Task A_dry_run_answers_what_it_would_and_does_nothing()
    {
        var runway = await NewAsync();
        var taken = await AllocateAsync(runway, Time(1));
        var before = await SeeAsync(runway);
        var dry = (await PostAsync(Operator, [Of("0", "DELETE", taken), Of("1", "POST", $"{runway}/allocations", Time(1))], ("Prefer", "dry-run"))).Expect(200);
        Assert.Equal("dry-run", dry.Header("Preference-Applied"));
        Assert.Equal([204, 201], ResultsOf(dry).Select(Status));
        (await PostAsync(Operator, [Of("0", "POST", $"{runway}/allocations", Time(1))], ("Prefer", "dry-run"))).ExpectProblem(409, "batch-refused");
        Assert.Equal(before, await SeeAsync(runway));
        // Of others, each operation says it.
        (await gateway.Client.Post(BatchPath, new { operations = new[] { Of("0", "DELETE", taken) } }, Operator, ("Prefer", "dry-run"))).ExpectFaults("Prefer");
        Assert.Equal(before, await SeeAsync(runway));
    }

    [Fact]
    public async Task Rights_are_those_of_the_caller_for_each_operation()
    {
        var (runway, car) = (await NewAsync(), await NewAsync("cars"));
        var others = await AllocateAsync(runway, Time(0));
        var own = (await gateway.Client.Post($"{runway}/allocations", Time(1), Customer)).Expect(201).Location!;
        var priced = (await PostAsync(Customer, Of("0", "POST", $"{car}/allocations", Time(0)))).ExpectProblem(409, "batch-refused");
        Assert.Equal("/problems/bookings-only", ResultsOf(priced)[0].GetProperty("body").GetProperty("type").GetString());
        var refused = ResultsOf((await PostAsync(Customer,
            Of("0", "PATCH", own, Time(2)), Of("1", "DELETE", others), Of("2", "POST", $"{runway}/allocations", Time(0)), Of("3", "POST", $"{runway}/allocations", With(Time(3), "override", Hours))))
            .ExpectProblem(409, "batch-refused"));
        Assert.Equal([200, 404, 409, 422], refused.Select(Status));
        // In the way is something of others: only when.
        Assert.False(refused[2].GetProperty("body").GetProperty("conflicts")[0].TryGetProperty("id", out _));
        (await PostAsync(SecuredGateway.As(gateway.OtherCustomer), Of("0", "DELETE", own))).ExpectProblem(409, "batch-refused");
        var moved = await RunAsync(Customer, Of("0", "PATCH", own, Time(2)), Of("1", "POST", $"{runway}/allocations", Time(1)));
        Assert.Equal([200, 201], moved.Select(Status));
        Assert.Equal(moved[0].GetProperty("body").GetProperty("owner").GetString(), moved[1].GetProperty("body").GetProperty("owner").GetString());
        (await gateway.Client.Post(BatchPath, new { operations = new[] { Of("0", "DELETE", own) }, atomic = true })).ExpectProblem(401, "token-missing");
    }

    [Fact]
    public async Task The_example_of_the_guide_works()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Style.Repository.Root, "docs/batch.md"), TestContext.Current.CancellationToken);
        var runway = await NewAsync();
        var (old, late) = (await AllocateAsync(runway, TimeOf("2036-12-01T10:00:00Z", "2036-12-01T11:00:00Z")), await AllocateAsync(runway, TimeOf("2036-12-01T12:00:00Z", "2036-12-01T13:00:00Z")));
        var batch = guide.Split("```json")[^1].Split("```")[0]
            .Replace("{old}", old.Split('/')[^1], StringComparison.Ordinal).Replace("{late}", late.Split('/')[^1], StringComparison.Ordinal).Replace("/api/runways/{id}", runway, StringComparison.Ordinal);
        Assert.Equal([204, 200, 201], ResultsOf((await gateway.Client.Post(BatchPath, batch, Operator)).Expect(200)).Select(Status));
        var refused = ResultsOf((await gateway.Client.Post(BatchPath, batch, Operator)).ExpectProblem(409, "batch-refused"));
        Assert.Equal([404, 200, 409], refused.Select(Status));
    }

    private async Task<JsonElement[]> RunAsync((string, string) caller, params object[] operations) => ResultsOf((await PostAsync(caller, operations)).Expect(200));

    private Task<Answer> PostAsync((string, string) caller, params object[] operations) => PostAsync(caller, operations, null);

    private Task<Answer> PostAsync((string, string) caller, object[] operations, (string, string)? header) =>
        gateway.Client.Post(BatchPath, new { operations, atomic = true }, header is { } more ? [caller, more] : [caller]);

    private async Task<string> SeeAsync(string runway) =>
        (await gateway.Client.Get($"{runway}/allocations", Operator)).Expect(200).Text + (await gateway.Client.Get($"{runway}/history", Operator)).Expect(200).Text;

    private async Task<string> AllocateAsync(string runway, object time) => (await gateway.Client.Post($"{runway}/allocations", time, Operator)).Expect(201).Location!;

    private async Task<string> NewAsync(string type = "runways") => (await gateway.Client.Post($"/api/{type}", new { name = GatewayClient.NewName() }, Operator)).Expect(201).Location!;
}
