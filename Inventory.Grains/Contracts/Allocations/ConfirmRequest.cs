namespace Inventory.Contracts;

[GenerateSerializer, Immutable]
public sealed record ConfirmRequest : IKeyedRequest
{
    /// <summary>The type that the resource is taken for.</summary>
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid AllocationId { get; init; }

    [Id(2)]
    public RequestKey? Key { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(3)]
    public Caller? By { get; init; }
}
