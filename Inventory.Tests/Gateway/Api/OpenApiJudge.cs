using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Inventory.Tests.Gateway.Api;

/// <summary>
/// Compares what a gateway answers with what its OpenAPI document says: the status, the media type, the headers, the body, and whether the document lets a client send
/// what was good. Every client of the tests asks it.
/// </summary>
internal sealed class OpenApiJudge
{
    private const int MaxJudged = 50;

    private static readonly string[] Headers = ["ETag", "Link", "Location", "Retry-After", "WWW-Authenticate"];

    private static readonly Lazy<Task<OpenApiJudge>> OfThisCode = new(async () =>
    {
        await using var gateway = await InProcessGateway.StartAsync();
        using var http = new HttpClient { BaseAddress = gateway.Address };
        return new(await http.GetStringAsync("/openapi/v1.json"));
    });

    private readonly JsonElement _document;
    private readonly List<OpenApiOperation> _operations;
    private readonly ILookup<int, OpenApiOperation> _byLength;
    private readonly OpenApiBodies _answers;
    private readonly OpenApiBodies _requests;

    public OpenApiJudge(string document)
    {
        _document = JsonElement.Parse(document);
        (_answers, _requests) = (new(document, isStrict: true), new(document, isStrict: false));
        _operations = [.. from path in _document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select new OpenApiOperation(operation.Name.ToUpperInvariant(), path.Name, operation.Value)];
        // Those with more literals first.
        _byLength = _operations.OrderByDescending(operation => operation.Literals).ToLookup(operation => operation.Length);
    }

    private readonly ConcurrentDictionary<(OpenApiOperation?, int), int> _judged = new();

    public static Task<OpenApiJudge> Instance => OfThisCode.Value;

    public IEnumerable<string> Operations => _operations.Select(operation => operation.Id);

    /// <returns><c>null</c> if the document has no such path and method.</returns>
    public OpenApiOperation? Find(Answer answer)
    {
        var segments = answer.Path.TrimEnd('/').Split('/');
        var literals = -1;
        foreach (var operation in _byLength[segments.Length])
        {
            if (operation.Literals < literals || !operation.Matches(segments))
                continue;
            if (operation.Method == (answer.Method == "HEAD" ? "GET" : answer.Method))
                return operation;
            literals = operation.Literals;
        }
        return null;
    }

    /// <summary>Not of tests that send thousands of the same request: the first answers of each operation and status are judged, and then one in fifty.</summary>
    public bool IsWanted(Answer answer) => _judged.AddOrUpdate((Find(answer), answer.Status), 1, (_, count) => count + 1) is var count && (count <= MaxJudged || count % 50 == 0);

    /// <returns>Where the answer and the document disagree.</returns>
    public IEnumerable<string> FaultsOf(Answer answer, byte[]? sent = null, string? sentType = null)
    {
        if (Find(answer) is not { } operation)
            return answer.Status < 300 && answer.Path.StartsWith("/api/", StringComparison.Ordinal) && answer.Method != "OPTIONS" ? [$"{answer.Request}: the document does not have it."] : [];
        if (!operation.Responses.TryGetProperty($"{answer.Status}", out var found))
            return [$"{answer.Request}: {operation.Id} has no status {answer.Status}: {answer.Text}"];
        var response = Resolve(found);
        return HeaderFaults(response, answer).Concat(answer.Method == "HEAD" ? [] : BodyFaults(response, answer))
            .Concat(answer.Status < 300 ? RequestFaults(operation, answer, sent, sentType) : [])
            .Select(fault => $"{answer.Request}: {operation.Id}, {answer.Status}: {fault}");
    }

    /// <param name="body">What the service has sent to an endpoint.</param>
    /// <returns>Where it and the document disagree.</returns>
    public IEnumerable<string> FaultsOfWebhook(JsonElement body) => _answers.FaultsOf(
        _document.GetProperty("webhooks").GetProperty(body.GetProperty("type").GetString()!).GetProperty("post").GetProperty("requestBody").GetProperty("content")
            .GetProperty("application/json").GetProperty("schema"),
        JsonSerializer.SerializeToUtf8Bytes(body));

    /// <returns>Where an example and its own schema disagree.</returns>
    public IEnumerable<string> FaultsOfExamples() =>
        from operation in _operations
        from content in operation.Responses.EnumerateObject().Select(response => Resolve(response.Value)).Where(response => response.TryGetProperty("content", out _))
            .Select(response => (Bodies: _answers, Contents: response.GetProperty("content")))
            .Concat(operation.RequestBody is { } sent ? [(_requests, sent)] : [])
        from type in content.Contents.EnumerateObject()
        where type.Name.EndsWith("json", StringComparison.Ordinal) && type.Value.TryGetProperty("example", out _)
        from fault in content.Bodies.FaultsOf(type.Value.GetProperty("schema"), JsonSerializer.SerializeToUtf8Bytes(type.Value.GetProperty("example")))
        select $"{operation.Id}: {fault}";

    private JsonElement Resolve(JsonElement element) => element.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!["#/".Length..].Split('/').Aggregate(_document, (target, part) => target.GetProperty(part))
        : element;

    private IEnumerable<string> HeaderFaults(JsonElement response, Answer answer)
    {
        var described = response.TryGetProperty("headers", out var headers) ? headers.EnumerateObject().ToDictionary(header => header.Name, header => Resolve(header.Value)) : [];
        foreach (var name in Headers.Where(name => answer.Headers.Contains(name) && !described.ContainsKey(name)))
            yield return $"the header {name} is not in the document.";
        foreach (var (name, header) in described)
            if (!answer.Headers.Contains(name) && header.TryGetProperty("required", out var required) && required.GetBoolean())
                yield return $"the header {name} is missing.";
    }

    private IEnumerable<string> BodyFaults(JsonElement response, Answer answer)
    {
        if (!response.TryGetProperty("content", out var contents))
            return answer.Body.Length == 0 ? [] : ["the document has no body."];
        if (answer.Body.Length == 0)
            return ["the body is missing."];
        var type = answer.ContentType?.Split(';')[0] ?? "nothing";
        if (!contents.TryGetProperty(type, out var content))
            return [$"the content is {type}."];
        if (type == "application/problem+json" && !content.GetProperty("examples").TryGetProperty(answer["type"].GetString()!["/problems/".Length..], out _))
            return [$"the document does not have {answer["type"]}."];
        return type.EndsWith("json", StringComparison.Ordinal) ? _answers.FaultsOf(content.GetProperty("schema"), answer.Body) : [];
    }

    private IEnumerable<string> RequestFaults(OpenApiOperation operation, Answer answer, byte[]? sent, string? sentType)
    {
        var (_, query) = answer.Request.IndexOf('?', StringComparison.Ordinal) is var begin and > 0 ? (begin, QueryHelpers.ParseQuery(answer.Request[begin..])) : (0, []);
        var faults = operation.RequiredQuery.Where(name => !query.ContainsKey(name)).Select(name => $"it is good without {name}.");
        // Events of other types than the document's are ignored.
        if (operation.Id == "reportPayment" || sent is not { Length: > 0 } || operation.RequestBody is not { } contents)
            return faults;
        var type = sentType?.Split(';')[0].ToLowerInvariant() ?? "nothing";
        if (!contents.TryGetProperty(type, out var content))
            return faults.Append($"it takes {type}.");
        return faults.Concat(type.EndsWith("json", StringComparison.Ordinal) ? _requests.FaultsOf(content.GetProperty("schema"), sent).Select(fault => $"what was sent is good, but {fault}") : []);
    }
}

/// <summary>An operation of a document.</summary>
internal sealed class OpenApiOperation(string method, string template, JsonElement operation)
{
    private readonly Segment[] _segments = [.. template.Split('/').Select(segment => new Segment(segment, segment.StartsWith('{'), IsUuid(operation, segment)))];

    public string Method => method;

    public string Id { get; } = operation.GetProperty("operationId").GetString()!;

    public JsonElement Responses => operation.GetProperty("responses");

    public JsonElement? RequestBody => operation.TryGetProperty("requestBody", out var body) ? body.GetProperty("content") : null;

    /// <summary>Of two templates that match a path, the one with more literals is meant.</summary>
    public int Literals { get; } = template.Split('/').Count(segment => !(segment.StartsWith('{') && segment.EndsWith('}')));

    /// <summary>How many segments it has.</summary>
    public int Length => _segments.Length;

    public IReadOnlyList<string> RequiredQuery { get; } = [.. from parameter in ParametersOf(operation)
        where parameter.GetProperty("in").GetString() == "query" && parameter.TryGetProperty("required", out var required) && required.GetBoolean()
        select parameter.GetProperty("name").GetString()];

    /// <param name="path">The segments of a path, as many as it has.</param>
    public bool Matches(string[] path)
    {
        for (var n = 0; n < path.Length; n++)
            if (!_segments[n].Matches(path[n]))
                return false;
        return true;
    }

    private static bool IsUuid(JsonElement operation, string segment) => ParametersOf(operation).Any(parameter =>
        segment == $"{{{parameter.GetProperty("name").GetString()}}}" && parameter.GetProperty("schema").TryGetProperty("format", out var format) && format.GetString() == "uuid");

    private static JsonElement.ArrayEnumerator ParametersOf(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : new JsonElement.ArrayEnumerator();

    private sealed record Segment(string Template, bool IsParameter, bool IsUuid)
    {
        // As in {type}.csv.
        private readonly string _suffix = Template[(Template.LastIndexOf('}') + 1)..];

        public bool Matches(string segment) =>
            IsUuid ? Guid.TryParse(segment, out _) : IsParameter ? segment.Length > _suffix.Length && segment.EndsWith(_suffix, StringComparison.Ordinal) : segment.Equals(Template, StringComparison.OrdinalIgnoreCase);
    }
}
