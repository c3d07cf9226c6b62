using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Inventory.Gateway.Resources;
using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Batches;

/// <summary>Finds all that is wrong with a batch before anything runs.</summary>
internal sealed class BatchReader(ResourceTypes types, string? key, bool isDryRun)
{
    private const string JsonType = "application/json";

    private const int MaxKeyLength = 255;

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete];

    // Of the connection and the caller, which the operations share.
    private static readonly string[] SharedHeaders = ["Authorization", "Cookie", "Host", "Origin", "Content-Length", "Transfer-Encoding", "Connection", "Content-Encoding", "Sec-Fetch-Site"];

    // Their limits are of connections, and not of a caller.
    private static readonly string[] SingleRequests = ["/api/batch", "/api/users/login", "/api/users/register", "/api/users/reset_password", "/api/users/me/password"];

    private readonly List<ValidationError> _faults = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public (IReadOnlyList<Operation> Operations, ProblemResult? Problem) Read(BatchRequest request)
    {
        if (request.Operations is not { Count: >= 1 and <= BatchRequest.MaxOperations } operations)
            return ([], ProblemResult.Invalid([.. _faults, ValidationError.Member("operations", $"operations has to have 1 to {BatchRequest.MaxOperations} operations.")]));
        var read = operations.Select((operation, n) => Read(operation ?? new(), $"operations/{n}")).ToList();
        if (request.Atomic == true)
            CheckAtomic(read);
        return _faults.Count > 0 ? ([], ProblemResult.Invalid(_faults)) : (read, null);
    }

    private Operation Read(OperationRequest request, string pointer)
    {
        CheckId(request.Id, pointer);
        if (!Methods.Contains(request.Method))
            Fault(pointer, "method", $"method has to be one of {string.Join(", ", Methods)}.");
        var (path, query) = ReadPath(request.Path, pointer);
        var headers = ReadHeaders(request, pointer);
        if (headers[HeaderNames.Accept].Any(accept => accept?.Contains("event-stream", StringComparison.OrdinalIgnoreCase) == true))
            Fault(pointer, "headers/Accept", "A batch has no streams.");
        return new(request.Id!, request.Method!, path, query, headers, BodyOf(request.Body, headers[HeaderNames.ContentType])) { Target = AllocationTarget.Of(types, request.Method, path) };
    }

    private void CheckAtomic(List<Operation> operations)
    {
        var resource = operations.Select(operation => operation.Target?.Resource).FirstOrDefault(id => id is not null);
        foreach (var (n, operation) in operations.Index())
        {
            if (operation.Target is not { } target)
                Fault($"operations/{n}", "path", "An atomic batch only allocates, changes, confirms and releases allocations: POST …/allocations and …/confirm, PATCH and DELETE …/allocations/{id}.");
            else if (target.Resource != resource)
                Fault($"operations/{n}", "path", "All operations of an atomic batch are on one resource, and this is another one.");
            if (!isDryRun && DryRun.IsPreferred(operation.Headers))
                Fault($"operations/{n}", "headers/Prefer", "An atomic batch is tried as a whole: send this header with the batch.");
        }
    }

    private void CheckId(string? id, string pointer)
    {
        if (id is not { Length: >= 1 and <= OperationRequest.MaxIdLength } || id.Any(c => c is <= ' ' or > '~'))
            Fault(pointer, "id", $"id has to be 1 to {OperationRequest.MaxIdLength} visible ASCII characters.");
        else if (!_ids.Add(id))
            Fault(pointer, "id", "Another operation has this id.");
        else if (key?.Length + 1 + id.Length > MaxKeyLength)
            Fault(pointer, "id", $"The {IdempotencyKeyHeader.Header} of the batch and the id have more than {MaxKeyLength} characters together.");
    }

    private (PathString Path, QueryString Query) ReadPath(string? text, string pointer)
    {
        if (text is null || !text.StartsWith('/') || text.StartsWith("//", StringComparison.Ordinal) || text.Contains('#', StringComparison.Ordinal) || text.Any(char.IsControl)
            || !Uri.TryCreate($"http://localhost{text}", UriKind.Absolute, out var uri) || !uri.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal))
        {
            Fault(pointer, "path", "path has to be a path below /api/, with its query.");
            return default;
        }
        var path = PathString.FromUriComponent(uri.AbsolutePath);
        if (SingleRequests.Any(single => path.Equals(single, StringComparison.OrdinalIgnoreCase)))
            Fault(pointer, "path", "This is a request of its own: it cannot be part of a batch.");
        if (path.Value!.TrimEnd('/').Split('/') is ["", "api", _, "changes"])
            Fault(pointer, "path", "A batch has no streams.");
        return (path, new(uri.Query));
    }

    private HeaderDictionary ReadHeaders(OperationRequest request, string pointer)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in request.Headers ?? new Dictionary<string, string?>())
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || value is null || value.Any(c => c is < ' ' or > '~'))
                Fault(pointer, $"headers/{name}", "This is not a header: a name of letters, digits and -, and a text in ASCII.");
            else if (SharedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) || (key is not null && name.Equals(IdempotencyKeyHeader.Header, StringComparison.OrdinalIgnoreCase)))
                Fault(pointer, $"headers/{name}", "All operations of a batch share this header: send it with the batch.");
            else
                headers[name] = value;
        }
        if (key is not null)
            headers[IdempotencyKeyHeader.Header] = $"{key}/{request.Id}";
        if (isDryRun)
            headers["Prefer"] = DryRun.Preference;
        if (request.Body.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null) && headers[HeaderNames.ContentType].Count == 0)
            headers[HeaderNames.ContentType] = JsonType;
        return headers;
    }

    private static byte[] BodyOf(JsonElement body, string? contentType) => body.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        JsonValueKind.String when contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true => Encoding.UTF8.GetBytes(body.GetString()!),
        _ => JsonMarshal.GetRawUtf8Value(body).ToArray(),
    };

    private void Fault(string pointer, string member, string detail) => _faults.Add(ValidationError.Member($"{pointer}/{member}", detail));
}
