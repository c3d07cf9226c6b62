using System.Text.Json;
using Microsoft.OpenApi;
using static Inventory.Tests.Gateway.Api.OpenApiContract;

namespace Inventory.Tests.Gateway.Api;

public sealed class OpenApiTests(SharedGateway gateway)
{
    [Fact]
    public async Task It_is_openapi_3_1_and_readable_without_a_fault()
    {
        var answer = (await gateway.Client.Get("/openapi/v1.json"));
        Assert.Equal(200, answer.Status);
        Assert.StartsWith("application/json", answer.ContentType, StringComparison.Ordinal);
        Assert.StartsWith("3.1.", answer["openapi"].GetString(), StringComparison.Ordinal);
        var (document, diagnostic) = OpenApiDocument.Parse(answer.Text, "json");
        Assert.NotNull(document);
        Assert.Empty(diagnostic!.Errors);
        Assert.Empty(diagnostic.Warnings);
        Assert.Equal(304, (await gateway.Client.Get("/openapi/v1.json", ("If-None-Match", answer.ETag!))).Status);
    }

    [Fact]
    public async Task It_has_the_operations_of_the_contract_and_no_others()
    {
        var found = (await Document()).GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Name} {p.Name}"));
        Assert.Equal(Contract.Select(c => $"{c.Method} {c.Path}").Order(), found.Order());
    }

    [Fact]
    public async Task Types_attributes_and_modes_do_not_change_it()
    {
        await using var other = await InProcessGateway.StartAsync(
            "--Inventory:Auth:Mode", "Required",
            "--Inventory:Types:0:OtherAttributes", "refuse", "--Inventory:Types:0:Attributes:0:Name", "seats", "--Inventory:Types:0:Attributes:0:Type", "integer",
            "--Inventory:Types:6:Name", "Sensor", "--Inventory:Types:6:Path", "sensors", "--Inventory:Types:6:Kind", "asset");
        Assert.Equal((await gateway.Client.Get("/openapi/v1.json")).Text, (await other.Client.Get("/openapi/v1.json")).Text);
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_a_description_and_an_example()
    {
        var names = new HashSet<string?>();
        foreach (var (method, path, _) in Contract)
        {
            var operation = await Operation(method, path);
            Assert.True(names.Add(operation.GetProperty("operationId").GetString()), path);
            foreach (var text in new[] { "summary", "description" })
                Assert.EndsWith(".", operation.GetProperty(text).GetString(), StringComparison.Ordinal);
            IEnumerable<JsonElement> parameters = operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : [];
            Assert.All(parameters, parameter => Assert.True(parameter.TryGetProperty("example", out _), $"{method} {path}: {parameter}"));
            Assert.All(parameters, parameter => Assert.NotEqual("", parameter.GetProperty("description").GetString()));
            var bodies = operation.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().ToList() : [];
            bodies.AddRange(operation.GetProperty("responses").EnumerateObject().Where(r => r.Value.TryGetProperty("content", out _)).SelectMany(r => r.Value.GetProperty("content").EnumerateObject()));
            Assert.All(bodies, content => Assert.True(content.Value.TryGetProperty("example", out _), $"{method} {path}: {content}"));
            // Nothing goes in, and nothing comes out.
            Assert.Equal((method, path) == ("delete", "/api/users/me/tokens"), !parameters.Any() && bodies.Count == 0);
        }
    }

    [Fact]
    public async Task Every_example_is_as_its_schema_says() => Assert.Empty((await OpenApiJudge.Instance).FaultsOfExamples());

    [Fact]
    public async Task Every_tag_is_described_and_used() => Assert.Equal(
        (await Document()).GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()).Order(),
        (await Document()).GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .SelectMany(operation => operation.Value.GetProperty("tags").EnumerateArray()).Select(tag => tag.GetString()).Distinct().Order());

    [Fact]
    public async Task Names_of_the_code_are_not_in_it() =>
        Assert.DoesNotContain((await Document()).GetProperty("components").GetProperty("schemas").EnumerateObject(), schema => schema.Name.StartsWith("Json", StringComparison.Ordinal));

    [Fact]
    public async Task Every_operation_has_its_answers_with_their_schemas()
    {
        var document = await Document();
        foreach (var (method, path, statuses) in Contract)
        {
            var responses = (await Operation(method, path)).GetProperty("responses");
            Assert.Equal(StatusesOf(path, statuses).Select(s => $"{s}"), responses.EnumerateObject().Select(r => r.Name));
            foreach (var found in responses.EnumerateObject())
            {
                var response = Resolve(document, found.Value);
                Assert.NotEqual("", response.GetProperty("description").GetString());
                var hasContent = response.TryGetProperty("content", out var content);
                Assert.Equal(found.Name is not ("204" or "304"), hasContent);
                if (hasContent)
                    Assert.True(content.GetProperty(path == $"{OfTypes}/changes" && found.Name == "200" ? "text/event-stream" : found.Name == "200" && path.EndsWith(".ics", StringComparison.Ordinal) ? "text/calendar" : found.Name == "200" && path.EndsWith(".csv", StringComparison.Ordinal) ? "text/csv" : found.Name[0] == '2' || (path, found.Name) == ("/api/users/exists", "404") ? "application/json" : "application/problem+json").TryGetProperty("schema", out _));
            }
        }
    }

    [Theory]
    [InlineData("post", OfTypes, "409", "name-taken")]
    [InlineData("patch", OfTypes + "/{id}", "409", "name-taken")]
    [InlineData("patch", OfTypes + "/{id}", "412", "precondition-failed")]
    [InlineData("delete", OfTypes + "/{id}", "409", "resource-in-use")]
    [InlineData("post", OfTypes + "/{id}/allocations", "409", "overlap")]
    [InlineData("post", OfTypes + "/{id}/allocations", "422", "invalid")]
    [InlineData("post", OfTypes + "/{id}/allocations", "422", "off-slot")]
    [InlineData("post", OfTypes + "/{id}/allocations", "422", "idempotency-key-reused")]
    [InlineData("post", OfTypes + "/{id}/allocations/{allocation_id}/confirm", "410", "hold-expired")]
    [InlineData("patch", OfTypes + "/{id}/allocations/{allocation_id}", "403", "bookings-only")]
    [InlineData("post", OfTypes + "/allocations", "409", "none-available")]
    [InlineData("get", "/api/events", "410", "cursor-too-old")]
    [InlineData("get", "/api/events", "503", "too-many-listeners")]
    [InlineData("get", "/api/types", "429", "too-many-requests")]
    [InlineData("get", "/api/types", "403", "cross-site")]
    public async Task Every_status_names_its_problems(string method, string path, string status, string problem)
    {
        var response = Resolve(await Document(), (await Operation(method, path)).GetProperty("responses").GetProperty(status));
        Assert.Contains($"/problems/{problem}", response.GetProperty("description").GetString(), StringComparison.Ordinal);
        var example = response.GetProperty("content").GetProperty("application/problem+json").GetProperty("examples").GetProperty(problem).GetProperty("value");
        Assert.Equal($"/problems/{problem}", example.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("get", "", "type", "name?", "limit?", "cursor?", "attributes?")]
    [InlineData("get", "/{id}/allocations", "type", "id", "from?", "to?", "reference?", "limit?", "cursor?", "as_of?")]
    [InlineData("get", "/{id}", "type", "id", "as_of?", "If-None-Match?")]
    [InlineData("patch", "/{id}", "type", "id", "If-Match?")]
    [InlineData("delete", "/{id}", "type", "id", "force?", "If-Match?")]
    [InlineData("delete", "/{id}/allocations/{allocation_id}", "type", "id", "allocation_id", "If-Match?")]
    [InlineData("patch", "/{id}/allocations/{allocation_id}", "type", "id", "allocation_id", "If-Match?")]
    [InlineData("post", "/{id}/allocations/{allocation_id}/confirm", "type", "id", "allocation_id", "Idempotency-Key?")]
    [InlineData("post", "", "type", "Idempotency-Key?"), InlineData("post", "/allocations", "type", "Idempotency-Key?")]
    [InlineData("get", "/available", "type", "from?", "to?", "allocation_type?", "units?", "limit?", "cursor?", "attributes?")]
    [InlineData("get", "/timeline", "type", "from?", "to?", "resource?", "limit?", "cursor?", "attributes?")]
    [InlineData("get", "/changes", "type", "after?", "resource?", "Last-Event-ID?")]
    [InlineData("get", "/{id}/free", "type", "id", "from?", "to?", "duration?", "allocation_type?", "units?", "limit?", "cursor?", "as_of?")]
    [InlineData("get", "/{id}/slots", "type", "id", "from", "to", "allocation_type?", "as_of?")]
    [InlineData("get", "/{id}/history", "type", "id", "from?", "to?", "order?", "limit?", "cursor?")]
    [InlineData("post", "/api/imports", "type", "of", "mode", "Idempotency-Key?")]
    [InlineData("get", "/allocations.csv", "type", "from?", "to?")]
    [InlineData("get", "/{id}/calendar.ics", "type", "id", "token?", "If-None-Match?")]
    [InlineData("get", "/api/events", "after?", "limit?", "Last-Event-ID?")]
    [InlineData("get", "/api/bookings", "customer?", "from?", "to?", "status?", "limit?", "cursor?")]
    [InlineData("patch", "/api/bookings/{id}", "id", "dry_run?", "If-Match?")]
    [InlineData("get", "/api/quote", "type", "from", "to")]
    [InlineData("get", "/api/users/exists", "username")]
    [InlineData("get", "/api/users", "username?", "limit?", "cursor?")]
    [InlineData("get", "/api/webhooks/deliveries", "limit?", "cursor?")]
    [InlineData("post", "/api/webhooks/payments", "webhook-id", "webhook-timestamp", "webhook-signature")]
    public async Task Every_operation_has_its_parameters_and_says_which_can_be_left_out(string method, string path, params string[] parameters) => Assert.Equal(
        parameters,
        (await Operation(method, path.StartsWith("/api", StringComparison.Ordinal) ? path : OfTypes + path)).GetProperty("parameters").EnumerateArray()
            .Select(p => p.GetProperty("name").GetString() + (p.TryGetProperty("required", out var required) && required.GetBoolean() ? "" : "?")));

    [Theory]
    [InlineData("get", "/api/events", "200", "Link")]
    [InlineData("post", "/api/imports", "202", "Location")]
    [InlineData("post", OfTypes, "201", "ETag", "Location")]
    [InlineData("post", OfTypes + "/{id}/allocations", "201", "ETag", "Location")]
    [InlineData("get", OfTypes + "/{id}", "200", "ETag")]
    [InlineData("get", OfTypes, "200", "Link")]
    [InlineData("get", OfTypes, "401", "WWW-Authenticate")]
    [InlineData("get", OfTypes, "429", "Retry-After")]
    [InlineData("get", "/health/ready", "503", "Retry-After")]
    public async Task Every_answer_has_its_headers(string method, string path, string status, params string[] headers) => Assert.Equal(
        headers,
        Resolve(await Document(), (await Operation(method, path)).GetProperty("responses").GetProperty(status)).GetProperty("headers").EnumerateObject().Select(h => h.Name).Order());

    [Fact]
    public async Task Who_prefers_pages_and_streams_finds_them()
    {
        Assert.Equal(["application/json", "text/html"], await ContentsOf("/api/invoices/{number}"));
        Assert.Equal(["application/json", "text/event-stream"], await ContentsOf("/api/events"));
        Assert.Equal(["text/event-stream"], await ContentsOf($"{OfTypes}/changes"));

        async Task<IEnumerable<string>> ContentsOf(string path) =>
            (await Operation("get", path)).GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Select(content => content.Name);
    }

    [Fact]
    public async Task It_has_the_webhooks_with_their_signatures_and_bodies()
    {
        var webhooks = (await Document()).GetProperty("webhooks");
        Assert.Equal(["booking.confirmed", "booking.changed", "booking.cancelled", "invoice.written", "waiting.granted"], webhooks.EnumerateObject().Select(webhook => webhook.Name));
        foreach (var webhook in webhooks.EnumerateObject().Select(webhook => webhook.Value.GetProperty("post")))
        {
            Assert.Equal(["webhook-id", "webhook-timestamp", "webhook-signature"], webhook.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
            Assert.True(webhook.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").TryGetProperty("example", out _));
        }
    }

    [Fact]
    public async Task Every_reference_resolves()
    {
        var document = await Document();
        var references = References(document).Distinct().ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            Assert.StartsWith("#/", reference, StringComparison.Ordinal);
            var target = document;
            foreach (var part in reference[2..].Split('/'))
                Assert.True(target.ValueKind == JsonValueKind.Array ? part.All(char.IsAsciiDigit) : target.TryGetProperty(part, out target), reference);
        });
    }

    [Fact]
    public async Task Every_operation_says_whether_it_needs_a_token()
    {
        var document = await Document();
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("scheme").GetString());
        foreach (var (method, path, _) in Contract)
            Assert.Equal(
                Anonymous.Contains(path) ? "[]" : IsPublic(method, path) ? """[{},{"token":[]}]""" : """[{"token":[]}]""",
                JsonSerializer.Serialize((await Operation(method, path)).GetProperty("security")));
    }

    private async Task<JsonElement> Document() => (await gateway.Client.Get("/openapi/v1.json")).Json;

    private async Task<JsonElement> Operation(string method, string path) => (await Document()).GetProperty("paths").GetProperty(path).GetProperty(method);

    private static JsonElement Resolve(JsonElement document, JsonElement element) => element.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!["#/".Length..].Split('/').Aggregate(document, (target, part) => target.GetProperty(part))
        : element;

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(m => m is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [m.Value.GetString()!] : References(m.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
