using System.Text;
using Inventory.Gateway.Allocations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Batches;

/// <summary>
/// Runs an operation of a batch through the gateway's own endpoints, as a request of the same caller: rights, limits, keys and answers are those of single requests.
/// </summary>
internal sealed class OperationRunner(RequestDelegate pipeline, IHttpContextFactory contexts)
{
    private static readonly ReadOnlyMemory<byte> Nothing = "null"u8.ToArray();

    private static readonly string[] SharedHeaders = ["Authorization", "Cookie", "Origin", "Sec-Fetch-Site"];

    private static readonly string[] HiddenHeaders = ["Content-Length", "X-Content-Type-Options"];

    public async Task<OperationResult> RunAsync(HttpContext http, Operation operation, AnswerBudget budget, BatchedOperation? batched)
    {
        var response = new OperationResponse();
        var context = contexts.Create(FeaturesOf(http, operation, response, batched));
        try
        {
            context.User = http.User;
            await pipeline(context);
            await response.StartAsync();
            var isShown = budget.TryTake(response.Bytes.Length);
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

    private static FeatureCollection FeaturesOf(HttpContext http, Operation operation, OperationResponse response, BatchedOperation? batched)
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
        features.Set<IRequestBodyPipeFeature>(new OperationBody(operation.Body));
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response);
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = http.RequestAborted });
        features.Set(http.Features.Get<IHttpConnectionFeature>());
        features.Set(batched);
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

    private static ReadOnlyMemory<byte> BodyOf(OperationResponse response) => response.Bytes.Length == 0 ? Nothing
        : response.Headers.ContentType.ToString().Contains("json", StringComparison.OrdinalIgnoreCase) ? response.Bytes
        : ApiResponse.ToBytes(Encoding.UTF8.GetString(response.Bytes.Span), BatchJson.Default.String);
}

/// <summary>The bytes of the bodies of all answers together. Further ones are left out.</summary>
internal sealed class AnswerBudget
{
    public const int MaxBytes = 16 * 1024 * 1024;

    private long _left = MaxBytes;

    public bool TryTake(int bytes) => Interlocked.Add(ref _left, -bytes) >= 0;
}
