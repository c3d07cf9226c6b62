namespace Inventory.Tests.Gateway.Security;

/// <summary>Where no token is needed, only this machine is served: not the pages of others in its browser, and nobody behind a proxy.</summary>
public sealed class OpenModeTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("Host", "evil.example"), InlineData("Host", "127.0.0.1.evil.example:5001"), InlineData("Host", "10.0.0.1")]
    [InlineData("Origin", "https://evil.example"), InlineData("Origin", "null"), InlineData("Origin", "http://localhost.evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("X-Forwarded-For", "10.0.0.1"), InlineData("X-Forwarded-Host", "example.org"), InlineData("X-Forwarded-Proto", "https"), InlineData("Forwarded", "for=10.0.0.1")]
    public async Task What_comes_from_elsewhere_is_refused_and_changes_nothing(string header, string value)
    {
        var name = GatewayClient.NewName();
        (await gateway.Client.Post("/api/cars", new { name }, (header, value))).ExpectProblem(403, "cross-site");
        (await gateway.Client.Get("/api/types", (header, value))).ExpectProblem(403, "cross-site");
        (await gateway.Client.Post("/api/cars", new { name })).Expect(201);
    }

    [Theory]
    [InlineData("Host", "localhost"), InlineData("Host", "LOCALHOST:5001"), InlineData("Host", "[::1]:5001"), InlineData("Host", "127.0.0.2")]
    [InlineData("Origin", "http://localhost:3000"), InlineData("Origin", "http://127.0.0.1:5001")]
    [InlineData("Sec-Fetch-Site", "same-origin"), InlineData("Sec-Fetch-Site", "none")]
    public async Task What_comes_from_this_machine_is_served(string header, string value) => (await gateway.Client.Get("/api/types", (header, value))).Expect(200);

    [Fact]
    public async Task A_link_from_elsewhere_leads_here() =>
        Assert.Equal(200, (await gateway.Client.Get("/", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"))).Status);
}
