using System.Security.Cryptography;
using System.Text;

namespace Inventory.Tests.Gateway.Security;

/// <summary>What keeps browsers from doing harm.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class HeaderTests(SecuredGateway gateway)
{
    [Theory]
    [InlineData("/api/types"), InlineData("/api/cars"), InlineData("/"), InlineData("/nothing")]
    public async Task No_answer_is_taken_for_what_it_is_not(string path) => Assert.Equal("nosniff", (await gateway.Client.Get(path)).Header("X-Content-Type-Options"));

    [Theory]
    [InlineData("/"), InlineData("/docs/index.html"), InlineData("/problems")]
    public async Task No_page_is_shown_in_another(string path)
    {
        var answer = await gateway.Client.Get(path);
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/about"), InlineData("/problems"), InlineData("/problems/overlap")]
    public async Task A_page_runs_nothing_and_has_the_one_style_that_its_policy_names(string path)
    {
        var page = await gateway.Client.Get(path);
        var style = page.Text[(page.Text.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.Text.IndexOf("</style>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", page.Header("Content-Security-Policy"));
    }

    [Fact]
    public async Task A_page_from_elsewhere_may_read_only_if_it_is_configured()
    {
        var allowed = await gateway.Client.Get("/api/types", ("Origin", "https://booking.example.org"));
        Assert.Equal("https://booking.example.org", allowed.Header("Access-Control-Allow-Origin"));
        var refused = await gateway.Client.Get("/api/types", ("Origin", "https://evil.example.org"));
        Assert.Null(refused.Header("Access-Control-Allow-Origin"));
        var preflight = await gateway.Client.Send(HttpMethod.Options, "/api/cars", null, ("Origin", "https://booking.example.org"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization"));
        Assert.Equal((204, "POST"), (preflight.Status, preflight.Header("Access-Control-Allow-Methods")));
    }
}
