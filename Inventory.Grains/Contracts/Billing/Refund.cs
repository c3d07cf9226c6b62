using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>What is given back of a charge that was posted.</summary>
[GenerateSerializer, Immutable]
public sealed record Refund
{
    /// <summary>What is asked for twice by this happens once.</summary>
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public required string ChargeId { get; init; }

    /// <summary>One at least; what is given back, above zero.</summary>
    [Id(2)]
    public required ImmutableArray<InvoiceLine> Lines { get; init; }

    /// <summary>Who asked for it.</summary>
    [Id(3)]
    public string? Actor { get; init; }
}
