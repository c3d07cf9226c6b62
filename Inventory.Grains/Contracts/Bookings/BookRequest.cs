using System.Collections.Immutable;

namespace Inventory.Contracts;

[GenerateSerializer, Immutable]
public sealed record BookRequest
{
    /// <summary>Whose it will be.</summary>
    [Id(0)]
    public required string Customer { get; init; }

    /// <summary>One at least.</summary>
    [Id(1)]
    public required ImmutableArray<BookedItem> Items { get; init; }

    /// <summary>When it ends if nobody confirms it: as it was admitted.</summary>
    [Id(2)]
    public required Instant Expires { get; init; }

    /// <summary>What the customer may owe; <c>null</c> for any amount.</summary>
    [Id(3)]
    public Money? CreditLimit { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(4)]
    public Caller? By { get; init; }
}
