namespace Inventory.Contracts;

[GenerateSerializer, Immutable]
public sealed record DeleteResourceRequest
{
    [Id(0)]
    public required string Type { get; init; }

    [Id(1)]
    public required Guid Id { get; init; }

    /// <summary>Release the allocations that have not ended, instead of refusing.</summary>
    [Id(2)]
    public bool Force { get; init; }

    [Id(3)]
    public Precondition IfMatch { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(4)]
    public Caller? By { get; init; }
}
