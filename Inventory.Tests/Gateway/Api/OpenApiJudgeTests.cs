namespace Inventory.Tests.Gateway.Api;

/// <summary>Answers as no gateway gives them: the judge has to see what is wrong.</summary>
public sealed class OpenApiJudgeTests
{
    private const string Id = "0198a7b0-0000-7000-8000-0000000000aa";
    private const string Car = $$$"""{"id":"{{{Id}}}","name":"Car1","resource_type":"Car","created":"2026-11-20T09:00:00Z","attributes":{"any":1}}""";
    private const string NotFound = """{"type":"/problems/not-found","title":"Not found","status":404,"detail":"x","instance":"/x"}""";

    [Theory]
    [InlineData(200, Car)]
    [InlineData(404, NotFound)]
    public async Task What_the_document_says_is_right(int status, string body) => Assert.Empty(await FaultsAsync(Answer(status, body)));

    [Theory]
    [InlineData(200, "{}", "id")]
    [InlineData(200, $$$"""{"id":"{{{Id}}}","name":null,"resource_type":"Car","created":"2026-11-20T09:00:00Z","attributes":{}}""", "/name")]
    [InlineData(200, """{"id":"1","name":"Car1","resource_type":"Car","created":"2026-11-20T09:00:00Z","attributes":{}}""", "/id")]
    [InlineData(200, $$$"""{"id":"{{{Id}}}","name":"Car1","resource_type":"Car","created":"yesterday","attributes":{}}""", "/created")]
    [InlineData(200, $$$"""{"id":"{{{Id}}}","name":"Car1","resource_type":"Car","created":"2026-11-20T09:00:00Z","attributes":{},"colour":"red"}""", "colour")]
    [InlineData(200, "", "body is missing")]
    [InlineData(404, """{"type":"/problems/overlap","title":"x","status":404,"detail":"x","instance":"/x"}""", "overlap")]
    [InlineData(418, "{}", "418")]
    public async Task A_status_or_a_body_that_the_document_does_not_have_is_seen(int status, string body, string what) =>
        Assert.Contains(await FaultsAsync(Answer(status, body)), fault => fault.Contains(what, StringComparison.Ordinal));

    [Fact]
    public async Task A_header_that_is_missing_or_not_in_the_document_is_seen()
    {
        Assert.Contains(await FaultsAsync(Answer(200, Car) with { Headers = Headers(("Content-Type", "application/json")) }), fault => fault.EndsWith("ETag is missing.", StringComparison.Ordinal));
        Assert.Contains(await FaultsAsync(Answer(200, Car, ("Location", "/x"))), fault => fault.EndsWith("Location is not in the document.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_content_type_is_seen() =>
        Assert.Contains(await FaultsAsync(Answer(200, Car) with { Headers = Headers(("Content-Type", "text/html"), ("ETag", "\"1\"")) }), fault => fault.EndsWith("text/html.", StringComparison.Ordinal));

    [Fact]
    public async Task A_good_request_that_the_document_forbids_is_seen()
    {
        var answer = Answer(200, Car) with { Request = $"PATCH /api/cars/{Id}", Method = "PATCH" };
        var judge = await OpenApiJudge.Instance;
        Assert.Empty(judge.FaultsOf(answer, """{"name":"Car2","unknown":1}"""u8.ToArray(), "application/json; charset=utf-8"));
        Assert.NotEmpty(judge.FaultsOf(answer, """{"name":2}"""u8.ToArray(), "application/json"));
        Assert.NotEmpty(judge.FaultsOf(answer, """{"name":"Car2"}"""u8.ToArray(), "text/plain"));
        Assert.NotEmpty(judge.FaultsOf(Answer(200, "[]") with { Request = "GET /api/quote?type=cars", Path = "/api/quote" }));
    }

    [Fact]
    public async Task An_operation_that_the_document_does_not_have_is_seen()
    {
        Assert.NotEmpty(await FaultsAsync(Answer(200, "{}") with { Path = "/api/cars/x/y/z" }));
        Assert.Empty(await FaultsAsync(Answer(404, NotFound) with { Path = "/api/cars/x/y/z" }));
    }

    private static async Task<List<string>> FaultsAsync(Answer answer) => [.. (await OpenApiJudge.Instance).FaultsOf(answer)];

    private static Answer Answer(int status, string body, params (string, string)[] headers) => new()
    {
        Request = $"GET /api/cars/{Id}",
        Method = "GET",
        Path = $"/api/cars/{Id}",
        Status = status,
        Headers = Headers([("Content-Type", status == 200 ? "application/json" : "application/problem+json"), .. status == 200 ? [("ETag", "\"1\"")] : Array.Empty<(string, string)>(), .. headers]),
        Body = System.Text.Encoding.UTF8.GetBytes(body),
    };

    private static ILookup<string, string> Headers(params (string Name, string Value)[] headers) => headers.ToLookup(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
}
