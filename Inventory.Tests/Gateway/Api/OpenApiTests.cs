using System.Text.Json;
using Microsoft.OpenApi;

namespace Inventory.Tests.Gateway.Api;

[Collection(SharedGatewayTests.Name)]
public sealed class OpenApiTests(SharedGateway gateway)
{
    private static readonly string[] Collections = ["/api/cars", "/api/lorries", "/api/trucks", "/api/runways", "/api/launchpads"];

    /// <summary>Method and path below a collection; the statuses besides 500 and 503, the good ones first.</summary>
    private static readonly (string Method, string Path, int[] Statuses)[] OfCollections =
    [
        ("post", "", [201, 400, 408, 409, 413, 415, 422]),
        ("get", "", [200, 422]),
        ("get", "/{id}", [200, 304, 404, 422]),
        ("patch", "/{id}", [200, 400, 404, 408, 409, 412, 413, 415, 422]),
        ("delete", "/{id}", [204, 404, 409, 412, 422]),
        ("post", "/{id}/allocations", [201, 400, 404, 408, 409, 413, 415, 422]),
        ("get", "/{id}/allocations", [200, 404, 422]),
        ("get", "/{id}/allocations/{allocation_id}", [200, 304, 404, 422]),
        ("patch", "/{id}/allocations/{allocation_id}", [200, 400, 404, 408, 409, 412, 413, 415, 422]),
        ("delete", "/{id}/allocations/{allocation_id}", [204, 404, 409, 412]),
        ("post", "/{id}/allocations/{allocation_id}/confirm", [200, 404, 409, 410, 422]),
        ("get", "/{id}/free", [200, 404, 422]),
        ("get", "/{id}/history", [200, 404, 422]),
        ("get", "/available", [200, 422]),
        ("post", "/allocations", [201, 400, 408, 409, 413, 415, 422]),
    ];

    /// <summary>Of them an asset type has these alone.</summary>
    private static readonly string[] OfAssets = ["", "/{id}", "/{id}/history"];

    private static readonly (string Method, string Path, int[] Statuses)[] Others =
    [
        ("get", "/api/types", [200, 422]),
        ("get", "/api/runways/{id}/slots", [200, 404, 422]),
        ("get", "/api/launchpads/{id}/slots", [200, 404, 422]),
        ("get", "/api/events", [200, 410, 422]),
        ("get", "/api/quote", [200, 422]),
        ("post", "/api/bookings", [201, 400, 408, 409, 413, 415, 422]),
        ("get", "/api/bookings", [200, 404, 422]),
        ("get", "/api/bookings/{id}", [200, 304, 404]),
        ("post", "/api/bookings/{id}/confirm", [200, 404, 409, 410, 422]),
        ("post", "/api/bookings/{id}/return", [200, 400, 404, 408, 409, 413, 415, 422]),
        ("delete", "/api/bookings/{id}", [200, 404, 409, 412]),
        ("delete", "/api/bookings/{id}/items/{item}", [200, 404, 409, 412]),
        ("get", "/api/beers", [200, 422]),
        ("get", "/api/beers/{sku}", [200, 404]),
        ("post", "/api/beers", [201, 400, 408, 409, 413, 415, 422]),
        ("put", "/api/beers/{sku}", [200, 400, 404, 408, 413, 415, 422]),
        ("delete", "/api/beers/{sku}", [204, 404]),
        ("get", "/api/orders", [200, 404, 422]),
        ("get", "/api/orders/{id}", [200, 404]),
        ("get", "/api/orders/current", [200]),
        ("put", "/api/orders/current", [201, 400, 404, 408, 413, 415, 422]),
        ("delete", "/api/orders/current", [204, 400, 404, 422]),
        ("post", "/api/orders/checkout", [200, 409, 422]),
        ("get", "/api/account", [200, 404, 422]),
        ("get", "/api/invoices", [200, 404, 422]),
        ("get", "/api/invoices/{number}", [200, 404]),
        ("post", "/api/payments", [201, 400, 408, 413, 415, 422]),
        ("post", "/api/webhooks/payments", [204, 400, 401, 404, 408, 413, 415, 422]),
        ("get", "/api/webhooks/deliveries", [200, 422]),
        ("post", "/api/users/register", [201, 400, 408, 409, 413, 415, 422, 429]),
        ("get", "/api/users/exists", [200, 404, 422]),
        ("post", "/api/users/login", [200, 400, 401, 408, 413, 415, 422, 429]),
        ("post", "/api/users/check_token", [200, 400, 404, 408, 413, 415, 422]),
        ("post", "/api/users/logout", [200, 400, 404, 408, 413, 415, 422]),
        ("get", "/api/users/me", [200, 404]),
        ("put", "/api/users/me/password", [204, 400, 404, 408, 413, 415, 422]),
        ("delete", "/api/users/me/tokens", [204, 404]),
        ("get", "/api/users", [200, 422]),
        ("get", "/api/users/{id}", [200, 404]),
        ("put", "/api/users/{id}/role", [200, 400, 404, 408, 413, 415, 422]),
        ("delete", "/api/users/{id}/tokens", [204, 404]),
        ("get", "/api/users/{id}/changes", [200, 404]),
        ("get", "/api/users/{id}/data", [200, 404]),
        ("delete", "/api/users/{id}", [204, 404, 409]),
        ("get", "/api/users/me/data", [200, 404]),
        ("post", "/api/users/me/erase", [204, 400, 404, 408, 409, 413, 415, 422]),
        ("get", "/api/keys", [200]),
        ("post", "/api/keys", [201, 400, 408, 409, 413, 415, 422]),
        ("delete", "/api/keys/{id}", [204, 404]),
        ("get", "/health/live", [200]),
        ("get", "/health/ready", [200]),
    ];

    /// <summary>For everybody, with whatever token.</summary>
    private static readonly string[] Anonymous = ["/health/live", "/health/ready", "/api/webhooks/payments", "/api/users/register", "/api/users/exists", "/api/users/login", "/api/users/check_token", "/api/users/logout"];

    /// <summary>What an operation answers to who has no right to it.</summary>
    private static int[] Refusals(string method, string path) => Anonymous.Contains(path) ? []
        : path is "/api/types" or "/api/quote" || IsReadingOfBeers(method, path) || path.EndsWith("/available", StringComparison.Ordinal) || path.EndsWith("/free", StringComparison.Ordinal) || path.EndsWith("/slots", StringComparison.Ordinal) ? [401, 429]
        : [401, 403, 429];

    private static bool IsReadingOfBeers(string method, string path) => method == "get" && path.StartsWith("/api/beers", StringComparison.Ordinal);

    public static IEnumerable<(string Method, string Path, int[] Statuses)> Contract =>
        Collections.SelectMany(c => OfCollections.Select(o => (o.Method, c + o.Path, o.Statuses)))
            .Concat(OfCollections.Where(o => OfAssets.Contains(o.Path)).Select(o => (o.Method, "/api/devices" + o.Path, o.Statuses)))
            .Concat(Others);

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
    public async Task Every_operation_has_its_answers_with_their_schemas()
    {
        var paths = (await Document()).GetProperty("paths");
        foreach (var (method, path, statuses) in Contract)
        {
            var responses = paths.GetProperty(path).GetProperty(method).GetProperty("responses");
            var all = statuses.Where(s => s < 400).Concat(statuses.Where(s => s >= 400).Concat(Refusals(method, path)).Order()).Append(500).Append(503);
            Assert.Equal(all.Select(s => $"{s}"), responses.EnumerateObject().Select(r => r.Name));
            foreach (var response in responses.EnumerateObject())
            {
                Assert.NotEqual("", response.Value.GetProperty("description").GetString());
                var hasContent = response.Value.TryGetProperty("content", out var content);
                Assert.Equal(response.Name is not ("204" or "304"), hasContent);
                if (hasContent)
                    Assert.True(content.GetProperty(response.Name[0] == '2' || (path, response.Name) == ("/api/users/exists", "404") ? "application/json" : "application/problem+json").TryGetProperty("schema", out _));
            }
        }
    }

    [Fact]
    public async Task Every_status_names_its_problems()
    {
        var paths = (await Document()).GetProperty("paths");
        AnswersWith("post", "/api/cars", "409", "/problems/name-taken");
        AnswersWith("patch", "/api/cars/{id}", "409", "/problems/name-taken");
        AnswersWith("patch", "/api/cars/{id}", "412", "/problems/precondition-failed");
        AnswersWith("delete", "/api/cars/{id}", "409", "/problems/resource-in-use");
        AnswersWith("post", "/api/cars/{id}/allocations", "409", "/problems/overlap");
        AnswersWith("post", "/api/cars/{id}/allocations", "422", "/problems/invalid");
        AnswersWith("post", "/api/runways/{id}/allocations", "422", "/problems/off-slot");
        AnswersWith("post", "/api/cars/{id}/allocations", "422", "/problems/idempotency-key-reused");
        AnswersWith("post", "/api/cars/{id}/allocations/{allocation_id}/confirm", "410", "/problems/hold-expired");
        AnswersWith("patch", "/api/runways/{id}/allocations/{allocation_id}", "422", "/problems/off-slot");
        AnswersWith("post", "/api/cars/allocations", "409", "/problems/none-available");
        AnswersWith("get", "/api/events", "410", "/problems/cursor-too-old");
        AnswersWith("get", "/api/events", "503", "/problems/too-many-listeners");

        void AnswersWith(string method, string path, string status, string problem) => Assert.Contains(problem,
            paths.GetProperty(path).GetProperty(method).GetProperty("responses").GetProperty(status).GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_operation_has_its_parameters_headers_and_body()
    {
        var paths = (await Document()).GetProperty("paths");
        Assert.Equal(["name", "limit", "cursor"], Parameters("get", "/api/cars"));
        Assert.Equal(["name", "limit", "cursor", "attributes.device_type", "attributes.controller_gateway"], Parameters("get", "/api/devices"));
        Assert.Equal(["id", "from", "to", "reference", "limit", "cursor", "as_of"], Parameters("get", "/api/cars/{id}/allocations"));
        Assert.Equal(["id", "as_of", "If-None-Match"], Parameters("get", "/api/cars/{id}"));
        Assert.Equal(["id", "If-Match"], Parameters("patch", "/api/cars/{id}"));
        Assert.Equal(["id", "force", "If-Match"], Parameters("delete", "/api/cars/{id}"));
        Assert.Equal(["id", "allocation_id", "If-Match"], Parameters("delete", "/api/cars/{id}/allocations/{allocation_id}"));
        Assert.Equal(["id", "allocation_id", "If-Match"], Parameters("patch", "/api/cars/{id}/allocations/{allocation_id}"));
        Assert.Equal(["id", "allocation_id", "Idempotency-Key"], Parameters("post", "/api/cars/{id}/allocations/{allocation_id}/confirm"));
        Assert.Equal(["Idempotency-Key"], Parameters("post", "/api/cars"));
        Assert.Equal(["Idempotency-Key"], Parameters("post", "/api/cars/allocations"));
        Assert.Equal(["from", "to", "limit", "cursor"], Parameters("get", "/api/cars/available"));
        Assert.Equal(["id", "from", "to", "duration", "limit", "cursor", "as_of"], Parameters("get", "/api/cars/{id}/free"));
        Assert.Equal(["id", "from", "to", "as_of"], Parameters("get", "/api/runways/{id}/slots"));
        Assert.Equal(["id", "limit", "cursor"], Parameters("get", "/api/cars/{id}/history"));
        Assert.Equal(["after", "limit", "Last-Event-ID"], Parameters("get", "/api/events"));
        Assert.Equal(["limit", "cursor"], Parameters("get", "/api/webhooks/deliveries"));
        Assert.Equal(["webhook-id", "webhook-timestamp", "webhook-signature"], Parameters("post", "/api/webhooks/payments"));
        Assert.Equal(["Link"], Headers("get", "/api/events", "200"));
        Assert.Equal(["ETag", "Location"], Headers("post", "/api/cars", "201"));
        Assert.Equal(["ETag", "Location"], Headers("post", "/api/cars/{id}/allocations", "201"));
        Assert.Equal(["ETag"], Headers("get", "/api/cars/{id}", "200"));
        Assert.Equal(["Link"], Headers("get", "/api/cars", "200"));
        foreach (var (method, path, _) in Contract)
            Assert.Equal(method is "post" or "patch" or "put" && !path.EndsWith("/confirm", StringComparison.Ordinal) && !path.EndsWith("/checkout", StringComparison.Ordinal), Operation(method, path).TryGetProperty("requestBody", out _));

        JsonElement Operation(string method, string path) => paths.GetProperty(path).GetProperty(method);
        IEnumerable<string?> Parameters(string method, string path) =>
            Operation(method, path).GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString());
        IEnumerable<string> Headers(string method, string path, string status) =>
            Operation(method, path).GetProperty("responses").GetProperty(status).GetProperty("headers").EnumerateObject().Select(h => h.Name).Order();
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

    private async Task<JsonElement> Document() => (await gateway.Client.Get("/openapi/v1.json")).Json;

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(m => m is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [m.Value.GetString()!] : References(m.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    [Fact]
    public async Task Every_operation_that_needs_a_token_says_so()
    {
        var document = await Document();
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("scheme").GetString());
        foreach (var (method, path, _) in Contract)
            Assert.Equal(Refusals(method, path).Contains(403), document.GetProperty("paths").GetProperty(path).GetProperty(method).TryGetProperty("security", out _));
    }
}
