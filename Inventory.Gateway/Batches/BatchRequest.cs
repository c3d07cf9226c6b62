using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Inventory.Gateway.Batches;

/// <summary>Many requests in one.</summary>
[Example(
    """
    {"operations": [
    {"id": "1", "method": "POST", "path": "/api/cars/0198a7b0-0000-7000-8000-0000000000aa/allocations", "body": {"from_datetime": "2026-12-01T10:00:00Z",
    "to_datetime": "2026-12-01T12:00:00Z", "allocation_type": "booking"}},
    {"id": "2", "method": "GET", "path": "/api/cars/0198a7b0-0000-7000-8000-0000000000aa"}]}
    """)]
public sealed record BatchRequest
{
    public const int MaxOperations = 1_000;

    /// <summary>1 to 1000 requests. Those on one resource run in this order; others may run at once.</summary>
    [Required, Length(1, MaxOperations)]
    public IReadOnlyList<OperationRequest?>? Operations { get; set; }

    /// <summary>All or nothing, in order: then all operations allocate, change, confirm or release allocations of one resource.</summary>
    public bool? Atomic { get; set; }
}

/// <summary>A request as it would be sent by itself.</summary>
public sealed record OperationRequest
{
    public const int MaxIdLength = 100;

    /// <summary>Names the result; unique in the batch. 1 to 100 visible ASCII characters.</summary>
    [Required, Length(1, MaxIdLength)]
    public string? Id { get; set; }

    /// <summary><c>GET</c>, <c>POST</c>, <c>PUT</c>, <c>PATCH</c> or <c>DELETE</c>.</summary>
    [Required]
    public string? Method { get; set; }

    /// <summary>The path and the query, below <c>/api</c>.</summary>
    [Required]
    public string? Path { get; set; }

    /// <summary>Such as <c>If-Match</c> or <c>Prefer</c>. The token is that of the batch, and of an atomic batch <c>Prefer</c> also.</summary>
    public IReadOnlyDictionary<string, string?>? Headers { get; set; }

    /// <summary>Any JSON; a text is sent as it is if <c>headers</c> have another <c>Content-Type</c>.</summary>
    [AnyJson]
    public JsonElement Body { get; set; }
}
