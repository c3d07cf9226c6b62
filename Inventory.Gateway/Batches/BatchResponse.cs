using System.Text.Json;

namespace Inventory.Gateway.Batches;

/// <summary>The answers to all operations of a batch.</summary>
/// <param name="Results">In the order of the operations.</param>
[Example(
    """
    {"results": [{"id": "1", "status": 201, "headers": {"ETag": "\"2\"", "Content-Type": "application/json; charset=utf-8"}, "body": {"status": "firm"}},
    {"id": "2", "status": 404, "headers": {"Content-Type": "application/problem+json"}, "body": {"type": "/problems/not-found", "status": 404}}]}
    """)]
public sealed record BatchResponse(IReadOnlyList<OperationResult> Results);

/// <summary>What the request would have been answered by itself.</summary>
public sealed record OperationResult
{
    public required string Id { get; init; }

    public required int Status { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The JSON of the answer, or a text if it is no JSON; <c>null</c> if it has none.</summary>
    [AnyJson]
    public required JsonElement Body { get; init; }

    /// <summary>The answers have more than 16 MiB together, so that this body is left out. Otherwise missing.</summary>
    [JsonPropertyName("omitted")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsOmitted { get; init; }
}
