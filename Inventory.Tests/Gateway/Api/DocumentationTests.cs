using System.Text.RegularExpressions;

namespace Inventory.Tests.Gateway.Api;

public sealed partial class DocumentationTests(SharedGateway gateway)
{
    private static readonly string[] Ways = ["/docs", "/openapi/v1.json", "/api/types", "/health/ready", "/problems"];

    [Theory]
    [InlineData("/about")]
    [InlineData("/docs")]
    [InlineData("/docs/")]
    [InlineData("/problems")]
    public async Task Every_link_of_a_page_leads_somewhere_on_this_server(string path)
    {
        var page = await Follow(path);
        Assert.StartsWith("text/html", page.ContentType, StringComparison.Ordinal);
        var links = Links().Matches(page.Text).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            var target = new Uri(new Uri("http://localhost" + page.Path), link);
            Assert.Equal("localhost", target.Host);
            Assert.NotEmpty((await Follow(target.PathAndQuery)).Body);
        }
    }

    [Fact]
    public async Task The_page_about_it_says_what_this_is_and_where_to_go()
    {
        var page = (await gateway.Client.Get("/about")).Text;
        Assert.Equal(200, (await gateway.Client.Get("/")).Status);
        Assert.Contains("reservation", page, StringComparison.Ordinal);
        Assert.All(Ways, path => Assert.Contains($"\"{path}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_interactive_page_shows_the_document()
    {
        var page = await Follow("/docs");
        Assert.Contains("swagger-ui", page.Text, StringComparison.Ordinal);
        Assert.Contains("/openapi/v1.json", (await Follow("/docs/index.js")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("malformed", 400)]
    [InlineData("not-found", 404)]
    [InlineData("method-not-allowed", 405)]
    [InlineData("request-timeout", 408)]
    [InlineData("name-taken", 409)]
    [InlineData("too-many-tokens", 409)]
    [InlineData("resource-in-use", 409)]
    [InlineData("overlap", 409)]
    [InlineData("precondition-failed", 412)]
    [InlineData("body-too-large", 413)]
    [InlineData("target-too-long", 414)]
    [InlineData("headers-too-long", 431)]
    [InlineData("unsupported-media-type", 415)]
    [InlineData("invalid", 422)]
    [InlineData("off-slot", 422)]
    [InlineData("booking-limit", 409)]
    [InlineData("quota", 409)]
    [InlineData("credit-limit", 409)]
    [InlineData("booking-cancelled", 409)]
    [InlineData("booking-over", 409)]
    [InlineData("booking-begun", 409)]
    [InlineData("booking-not-confirmed", 409)]
    [InlineData("part-of-booking", 409)]
    [InlineData("cursor-ahead", 410)]
    [InlineData("no-tariff", 422)]
    [InlineData("internal-error", 500)]
    [InlineData("unavailable", 503)]
    [InlineData("damaged", 503)]
    public async Task Every_problem_has_a_page(string name, int status)
    {
        var page = await gateway.Client.Get($"/problems/{name}");
        Assert.Equal(200, page.Status);
        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        Assert.Contains($"{status}", page.Text, StringComparison.Ordinal);
        Assert.Contains($"\"/problems/{name}\"", (await gateway.Client.Get("/problems")).Text, StringComparison.Ordinal);
    }

    private async Task<Answer> Follow(string path)
    {
        for (var hops = 0; hops < 3; hops++)
        {
            var answer = await gateway.Client.Get(path);
            if (answer.Status is not (301 or 302 or 307 or 308))
            {
                Assert.True(answer.Status == 200, $"{path}: {answer.Status}");
                return answer;
            }
            path = new Uri(new Uri("http://localhost" + path), answer.Location).PathAndQuery;
        }
        throw new InvalidOperationException($"{path} leads from one place to another.");
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Links();
}
