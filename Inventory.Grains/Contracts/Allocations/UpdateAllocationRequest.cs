using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>A change of one allocation: what is <c>null</c> or <c>default</c> stays.</summary>
[GenerateSerializer, Immutable]
public sealed record UpdateAllocationRequest
{
    /// <summary>The type that the resource is taken for.</summary>
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid AllocationId { get; init; }

    [Id(2)]
    public Instant? From { get; init; }

    [Id(3)]
    public Instant? To { get; init; }

    /// <summary>Without a new start, the one that it has must be finite.</summary>
    [Id(9)]
    public bool NeedsFiniteFrom { get; init; }

    /// <summary>Without a new end, the one that it has must be finite.</summary>
    [Id(10)]
    public bool NeedsFiniteTo { get; init; }

    [Id(4)]
    public string? AllocationType { get; init; }

    [Id(5)]
    public string? Description { get; init; }

    /// <summary>The description is to be removed.</summary>
    [Id(6)]
    public bool RemovesDescription { get; init; }

    /// <summary>What to merge into the dump (RFC 7396): a JSON object, or <c>null</c> to empty it.</summary>
    [Id(7)]
    public ImmutableArray<byte> Dump { get; init; }

    [Id(8)]
    public Precondition IfMatch { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(11)]
    public Caller? By { get; init; }
}
