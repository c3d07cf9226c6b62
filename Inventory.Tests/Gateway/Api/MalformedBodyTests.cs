namespace Inventory.Tests.Gateway.Api;

public sealed class MalformedBodyTests(SharedGateway gateway, ITestOutputHelper output)
{
    [Fact]
    public async Task A_thousand_malformed_bodies_make_problems_and_nothing_else()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var bodies = new MalformedBodies(seed);
        var car = await gateway.Client.Create();
        for (var n = 0; n < 1000; n++)
        {
            var (name, body) = bodies.Next();
            var answer = await gateway.Client.Send(HttpMethod.Post, $"{car}/allocations", GatewayClient.Raw(body));
            Assert.True(answer.Status is 400 or 422, $"seed {seed}, body {n}, {name}: {answer.Status} for {Convert.ToBase64String(body.AsSpan(0, Math.Min(body.Length, 2000)))}");
            answer.ExpectSomeProblem();
            // What one of them made would stay.
            if (n % 50 == 49)
                Assert.Equal("[]", (await gateway.Client.Get($"{car}/allocations")).Text);
        }
        (await gateway.Client.Allocate(car, null, null)).Expect(201);
    }

    [Fact]
    public async Task Hundreds_of_malformed_bodies_make_no_resource_and_change_none()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var bodies = new MalformedBodies(seed);
        var name = GatewayClient.NewName();
        var lorry = await gateway.Client.Create("lorries", name);
        var before = (await gateway.Client.Get("/api/lorries")).Text;
        for (var n = 0; n < 300; n++)
        {
            // What would be a good resource, if it were not for the fault: no "name" means one fault more.
            var (fault, body) = bodies.Next();
            var made = (await gateway.Client.Send(HttpMethod.Post, "/api/lorries", GatewayClient.Raw(body))).ExpectSomeProblem();
            Assert.True(made.Status is 400 or 422, $"seed {seed}, body {n}, {fault}: {made.Status}");
            // To a patch, most wrong types are unknown members, which are ignored.
            var patched = await gateway.Client.Send(HttpMethod.Patch, lorry, GatewayClient.Raw(body));
            Assert.True(patched.Status is 200 or 400 or 422, $"seed {seed}, body {n}, {fault}: {patched.Status}");
        }
        Assert.Equal(before, (await gateway.Client.Get("/api/lorries")).Text);
    }
}
