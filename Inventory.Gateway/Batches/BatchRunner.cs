using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Batches;

/// <summary>
/// Runs the operations of a batch through the gateway's own endpoints, as requests of the same caller: rights, limits, keys and answers are those of single requests.
/// </summary>
internal sealed class BatchRunner(RequestDelegate pipeline, IHttpContextFactory contexts)
{
    /// <summary>So many share a commit, and others find time between them.</summary>
    private const int AtOnce = 64;

    /// <summary>Of the bodies of all answers together. Further ones are left out.</summary>
    public const int MaxAnswerBytes = 16 * 1024 * 1024;

    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    private static readonly string[] SharedHeaders = ["Authorization", "Cookie", "Origin", "Sec-Fetch-Site"];

    private static readonly string[] HiddenHeaders = ["Content-Length", "X-Content-Type-Options"];

    /// <returns>In the order of the operations.</returns>
    public async Task<OperationResult[]> RunAsync(HttpContext http, IReadOnlyList<Operation> operations)
    {
        var results = new OperationResult[operations.Count];
        var left = (long)MaxAnswerBytes;
        var subjects = operations.Index().GroupBy(operation => operation.Item.Subject).ToList();
        await Parallel.ForEachAsync(subjects, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = http.RequestAborted }, async (subject, aborted) =>
        {
            foreach (var (n, operation) in subject)
            {
                aborted.ThrowIfCancellationRequested();
                results[n] = await RunAsync(http, operation, bytes => Interlocked.Add(ref left, -bytes) >= 0);
            }
        });
        return results;
    }

    private async Task<OperationResult> RunAsync(HttpContext http, Operation operation, Func<int, bool> hasRoom)
    {
        using var response = new OperationResponse();
        var context = contexts.Create(FeaturesOf(http, operation, response));
        try
        {
            context.User = http.User;
            await pipeline(context);
            await response.CompleteAsync();
            var isShown = hasRoom(response.Bytes.Length);
            return new()
            {
                Id = operation.Id,
                Status = response.StatusCode,
                Headers = response.Headers.Where(header => !HiddenHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(header => header.Key, header => header.Value.ToString()),
                Body = isShown ? BodyOf(response) : Nothing,
                IsOmitted = isShown ? null : true,
            };
        }
        finally
        {
            await response.EndAsync();
            contexts.Dispose(context);
        }
    }

    private static FeatureCollection FeaturesOf(HttpContext http, Operation operation, OperationResponse response)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = operation.Method,
            Path = operation.Path.Value!,
            QueryString = operation.Query.Value ?? "",
            Protocol = http.Request.Protocol,
            Scheme = http.Request.Scheme,
            Headers = HeadersOf(http.Request, operation),
            Body = new MemoryStream(operation.Body, writable: false),
        });
        features.Set<IHttpResponseFeature>(response);
        features.Set(response.Content);
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = http.RequestAborted });
        features.Set(http.Features.Get<IHttpConnectionFeature>());
        return features;
    }

    // The caller is that of the batch, whatever it shows as such.
    private static HeaderDictionary HeadersOf(HttpRequest batch, Operation operation)
    {
        var headers = new HeaderDictionary(new Dictionary<string, StringValues>(operation.Headers, StringComparer.OrdinalIgnoreCase)) { [HeaderNames.Host] = batch.Host.Value };
        foreach (var name in SharedHeaders)
            if (batch.Headers.TryGetValue(name, out var value))
                headers[name] = value;
        if (operation.Body.Length > 0)
            headers.ContentLength = operation.Body.Length;
        return headers;
    }

    private static JsonElement BodyOf(OperationResponse response) => response.Bytes.Length == 0 ? Nothing
        : response.Headers.ContentType.ToString().Contains("json", StringComparison.OrdinalIgnoreCase) ? JsonElement.Parse(response.Bytes.Span)
        : JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(response.Bytes.Span), BatchJson.Default.String);
}
