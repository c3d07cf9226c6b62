using System.Collections.Immutable;

namespace Inventory.Contracts;

[GenerateSerializer, Immutable]
public sealed record AllocateRequest : IKeyedRequest
{
    /// <summary>The type that the resource is taken for.</summary>
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Interval Interval { get; init; }

    /// <summary>See <see cref="Allocation.Type"/>.</summary>
    [Id(2)]
    public required string AllocationType { get; init; }

    /// <summary>See <see cref="Allocation.Description"/>.</summary>
    [Id(3)]
    public string? Description { get; init; }

    /// <summary>See <see cref="Allocation.Dump"/>.</summary>
    [Id(4)]
    public ImmutableArray<byte> Dump { get; init; }

    /// <summary>How long it is held, from the decision on, if nobody confirms it; <c>null</c> for a firm allocation.</summary>
    [Id(5)]
    public TimeSpan? Hold { get; init; }

    [Id(6)]
    public RequestKey? Key { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(7)]
    public Caller? By { get; init; }
}
