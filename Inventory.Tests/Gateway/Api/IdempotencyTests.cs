namespace Inventory.Tests.Gateway.Api;

public sealed class IdempotencyTests(SharedGateway gateway)
{
    private const string Always = """{"from_infinity":true,"to_infinity":true,"allocation_type":"booking"}""";
    private const string Hold = """{"from_infinity":true,"to_infinity":true,"allocation_type":"booking","hold_seconds":600}""";

    [Fact]
    public async Task A_request_that_is_sent_again_happens_once_and_is_answered_as_at_first()
    {
        var name = GatewayClient.NewName();
        var car = await TwiceAsync("/api/cars", $$"""{"name":"{{name}}"}""");
        Assert.Single((await gateway.Client.Get($"/api/cars?name={Uri.EscapeDataString(name)}")).Items);
        var hold = await TwiceAsync($"{car.Location}/allocations", Hold);
        await TwiceAsync($"{hold.Location}/confirm", null);
        Assert.Equal(3, (await gateway.Client.Get($"{car.Location}/history")).Items.Count);
        var any = await TwiceAsync("/api/trucks/allocations", Always, await gateway.Client.Create("trucks"));
        Assert.Single((await gateway.Client.Get(any.Location![..any.Location!.LastIndexOf('/')])).Items);
    }

    [Fact]
    public async Task Of_many_that_are_sent_at_once_one_happens_and_all_are_answered_alike()
    {
        var car = await gateway.Client.Create();
        foreach (var (path, body) in new[] { ($"{car}/allocations", Always), ("/api/cars", $$"""{"name":"{{GatewayClient.NewName()}}"}""") })
        {
            var key = Key();
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gateway.Client.Post(path, body, key)));
            Assert.All(answers, a => Assert.Equal((201, answers[0].Text, answers[0].Location, answers[0].ETag), (a.Status, a.Text, a.Location, a.ETag)));
        }
        Assert.Equal(2, (await gateway.Client.Get($"{car}/history")).Items.Count);
    }

    [Fact]
    public async Task The_answer_is_that_of_the_time_even_when_what_was_made_is_gone()
    {
        var (car, key) = (await gateway.Client.Create(), Key());
        var first = (await gateway.Client.Post($"{car}/allocations", Always, key)).Expect(201);
        (await gateway.Client.Patch(first.Location!, new { description = "changed" })).Expect(200);
        Assert.Equal(first.Text, (await gateway.Client.Post($"{car}/allocations", Always, key)).Expect(201).Text);
        (await gateway.Client.Delete(first.Location!)).Expect(204);
        Assert.Equal(first.Text, (await gateway.Client.Post($"{car}/allocations", Always, key)).Expect(201).Text);
        Assert.Empty((await gateway.Client.Get($"{car}/allocations")).Items);
    }

    [Theory]
    [InlineData("{ \"name\" : \"NAME\", \"attributes\" : { \"b\" : [1, 2], \"a\" : \"\\u00e9\" } }")]
    [InlineData("{\"attributes\":{\"a\":\"é\",\"b\":[1,2]},\"name\":\"NAME\"}")]
    public async Task A_body_that_is_written_otherwise_and_means_the_same_is_the_same(string otherwise)
    {
        var (name, key) = (GatewayClient.NewName(), Key());
        var first = (await gateway.Client.Post("/api/cars", "{\"name\":\"NAME\",\"attributes\":{\"b\":[1,2],\"a\":\"é\"}}".Replace("NAME", name, StringComparison.Ordinal), key)).Expect(201);
        Assert.Equal(first.Text, (await gateway.Client.Post("/api/cars", otherwise.Replace("NAME", name, StringComparison.Ordinal), key)).Expect(201).Text);
        (await gateway.Client.Post("/api/cars", otherwise.Replace("NAME", name, StringComparison.Ordinal).Replace("2", "3", StringComparison.Ordinal), key)).ExpectProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_key_with_another_body_is_refused()
    {
        var (car, key) = (await gateway.Client.Create(), Key());
        var hold = (await gateway.Client.Post($"{car}/allocations", Hold, key)).Expect(201);
        (await gateway.Client.Post($"{car}/allocations", Always, key)).ExpectProblem(422, "idempotency-key-reused");
        (await gateway.Client.Send(HttpMethod.Post, $"{hold.Location}/confirm", null, key)).ExpectProblem(422, "idempotency-key-reused");
        (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, key)).Expect(201);
        (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, key)).ExpectProblem(422, "idempotency-key-reused");
        await gateway.Client.Create("lorries");
        (await gateway.Client.Post("/api/lorries/allocations", Always, key)).Expect(201);
        (await gateway.Client.Post("/api/lorries/allocations", Hold, key)).ExpectProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Of_two_bodies_with_one_key_at_once_one_is_refused()
    {
        for (var round = 0; round < 20; round++)
        {
            var key = Key();
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, key)));
            Assert.Single(answers, a => a.Status == 201);
            answers.Single(a => a.Status != 201).ExpectProblem(422, "idempotency-key-reused");
        }
    }

    [Fact]
    public async Task A_refusal_keeps_no_key()
    {
        var (car, key) = (await gateway.Client.Create(), Key());
        var other = (await gateway.Client.Allocate(car, null, null)).Expect(201);
        (await gateway.Client.Post($"{car}/allocations", Always, key)).ExpectProblem(409, "overlap");
        (await gateway.Client.Post($"{car}/allocations", "{}", key)).ExpectProblem(422, "invalid");
        (await gateway.Client.Delete(other.Location!)).Expect(204);
        (await gateway.Client.Post($"{car}/allocations", Always, key)).Expect(201);
    }

    [Fact]
    public async Task A_key_is_one_text_of_1_to_255_characters()
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Post($"{car}/allocations", Always, ("Idempotency-Key", new('k', 256)))).ExpectFaults("Idempotency-Key");
        (await gateway.Client.Post($"{car}/allocations", Always, ("Idempotency-Key", ""))).ExpectFaults("Idempotency-Key");
        Assert.Empty((await gateway.Client.Get($"{car}/allocations")).Items);
        (await gateway.Client.Post($"{car}/allocations", Always, ("Idempotency-Key", new('k', 255)))).Expect(201);
    }

    private static (string, string) Key() => ("Idempotency-Key", $"{Guid.NewGuid()}");

    /// <param name="path">Where to.</param>
    /// <param name="body">Nothing for a request without one.</param>
    /// <param name="_">What has to be there before.</param>
    private async Task<Answer> TwiceAsync(string path, string? body, string? _ = null)
    {
        var key = Key();
        var first = await Send();
        Assert.InRange(first.Status, 200, 201);
        var again = await Send();
        Assert.Equal((first.Status, first.Text, first.Location, first.ETag), (again.Status, again.Text, again.Location, again.ETag));
        return first;

        Task<Answer> Send() => gateway.Client.Send(HttpMethod.Post, path, body is null ? null : GatewayClient.Raw(body), key);
    }
}
