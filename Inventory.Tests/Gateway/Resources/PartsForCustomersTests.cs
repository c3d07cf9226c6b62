using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Resources;

[Collection(SecuredGatewayTests.Name)]
public sealed class PartsForCustomersTests(SecuredGateway gateway)
{
    private static readonly object Hour = new { from_datetime = "2027-03-01T10:00:00Z", to_datetime = "2027-03-01T11:00:00Z", allocation_type = "booking" };

    private (string, string) Customer => SecuredGateway.As(gateway.Customer);

    private (string, string) Other => SecuredGateway.As(gateway.OtherCustomer);

    private (string, string) Operator => SecuredGateway.As(gateway.Operator);

    [Fact]
    public async Task A_customer_takes_the_whole_and_others_see_on_its_parts_only_when()
    {
        var (whole, part) = await NewAsync();
        var allocation = (await gateway.Client.Post($"{whole}/allocations", Hour, Customer)).Expect(201);
        Assert.Empty((await gateway.Client.Get($"{part}/allocations", Other)).Expect(200).Items);
        Assert.Empty((await gateway.Client.Get($"{part}/allocations", Customer)).Expect(200).Items);
        var mirror = Assert.Single((await gateway.Client.Get($"{part}/allocations", Operator)).Expect(200).Items).GetProperty("id").GetString();
        (await gateway.Client.Get($"{part}/allocations/{mirror}", Other)).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete($"{part}/allocations/{mirror}", Other)).ExpectProblem(404, "not-found");
        foreach (var resource in new[] { whole, part })
        {
            var conflict = Assert.Single((await gateway.Client.Post($"{resource}/allocations", Hour, Other)).ExpectProblem(409, "overlap")["conflicts"].EnumerateArray());
            Assert.Equal(["from_datetime", "from_infinity", "to_datetime", "to_infinity"], conflict.EnumerateObject().Select(member => member.Name).Order());
        }
        (await gateway.Client.Delete(allocation.Location!, Other)).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete(allocation.Location!, Customer)).Expect(204);
        (await gateway.Client.Post($"{part}/allocations", Hour, Other)).Expect(201);
    }

    [Fact]
    public async Task A_request_on_the_whole_is_approved_with_its_parts()
    {
        var (whole, part) = await NewAsync();
        (await gateway.Client.Put($"{whole}/policy", """{"approval":{"within":"P2D"}}""", Operator)).Expect(200);
        var request = (await gateway.Client.Post($"{whole}/allocations", Hour, Customer)).Expect(201);
        Assert.Equal("requested", await StatusAsync());
        (await gateway.Client.Post($"{request.Location}/approve", new { }, Operator)).Expect(200);
        Assert.Equal("firm", await StatusAsync());
        (await gateway.Client.Delete(request.Location!, Customer)).Expect(204);
        var second = (await gateway.Client.Post($"{whole}/allocations", Hour, Customer)).Expect(201);
        (await gateway.Client.Post($"{second.Location}/decline", new { reason = "closed" }, Operator)).Expect(200);
        Assert.Empty((await gateway.Client.Get($"{part}/allocations", Operator)).Expect(200).Items);

        async Task<string?> StatusAsync() => Assert.Single((await gateway.Client.Get($"{part}/allocations", Operator)).Expect(200).Items).GetProperty("status").GetString();
    }

    private async Task<(string Whole, string Part)> NewAsync()
    {
        var parts = new List<string>();
        for (var n = 0; n < 2; n++)
            parts.Add((await gateway.Client.Post("/api/runways", new { name = GatewayClient.NewName() }, Operator)).Expect(201).Location!);
        var whole = await gateway.Client.Post("/api/runways", new { name = GatewayClient.NewName(), parts = parts.Select(part => part.Split('/')[^1]) }, Operator);
        return (whole.Expect(201).Location!, parts[1]);
    }
}
