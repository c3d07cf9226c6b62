using System.Text.Json;

namespace Inventory.Tests.Gateway.Pricing;

public sealed class QuoteTests(SharedGateway gateway)
{
    [Fact]
    public async Task A_quote_tells_the_price_and_how_it_comes_about()
    {
        // From Friday noon to Monday two in the afternoon: Saturday and Sunday cost a fifth more.
        var quote = (await gateway.Client.Get("/api/quote?type=cars&from=2036-11-28T12:00:00Z&to=2036-12-01T14:00:00%2B00:00")).Expect(200);
        Assert.Equal(("Car", "EUR", "1"), (quote["resource_type"].GetString(), quote["currency"].GetString(), quote["tariff_version"].GetString()));
        Assert.Equal(("2036-11-28T12:00:00Z", "2036-12-01T14:00:00Z"), (quote["from"].GetString(), quote["to"].GetString()));
        var lines = quote["lines"].EnumerateArray().Select(Line).ToList();
        Assert.Equal("fixed part: 5.00", lines[0]);
        Assert.Contains("2 × P1D at 49.00 × 1.2: 117.60", lines);
        Assert.Equal("187.60", quote["total"].GetString());
        Assert.Equal(187.60m, quote["lines"].EnumerateArray().Sum(l => decimal.Parse(l.GetProperty("amount").GetString()!, null)));

        static string Line(JsonElement line) => $"{line.GetProperty("text").GetString()}: {line.GetProperty("amount").GetString()}";
    }

    [Theory]
    [InlineData("", "?type", "?from", "?to")]
    [InlineData("type=Car&from=2036-12-01T00:00:00Z&to=2036-12-02T00:00:00Z", "?type")]
    [InlineData("type=cars&from=2036-12-01T00:00:00Z&to=2036-12-01T00:00:00Z", "?to")]
    [InlineData("type=cars&from=noon&to=2036-12-01T00:00:00Z", "?from")]
    [InlineData("type=cars&from=0001-01-01T00:00:00Z&to=9999-12-31T00:00:00Z", "?to")]
    public async Task What_cannot_be_priced_is_told_with_every_fault(string query, params string[] pointers) =>
        (await gateway.Client.Get($"/api/quote?{query}")).ExpectFaults(pointers);

    [Fact]
    public async Task A_type_without_a_tariff_has_no_price() =>
        (await gateway.Client.Get("/api/quote?type=runways&from=2036-12-01T00:00:00Z&to=2036-12-01T01:00:00Z")).ExpectProblem(422, "no-tariff");
}
