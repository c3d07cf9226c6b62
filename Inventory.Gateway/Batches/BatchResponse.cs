namespace Inventory.Gateway.Batches;

/// <summary>The answers to all operations of a batch.</summary>
/// <param name="Results">In the order of the operations.</param>
[Example(
    """
    {"results": [{"id": "1", "status": 201, "headers": {"ETag": "\"2\"", "Content-Type": "application/json; charset=utf-8"}, "body": {"status": "firm"}},
    {"id": "2", "status": 404, "headers": {"Content-Type": "application/problem+json"}, "body": {"type": "/problems/not-found", "status": 404}}]}
    """)]
public sealed record BatchResponse(IReadOnlyList<OperationResult> Results);
