using System.Collections.Immutable;
using Inventory.Contracts;

namespace Inventory.Domain.Shop;

/// <summary>All that is kept of the products.</summary>
public sealed record CatalogueState
{
    /// <summary>By ordinal.</summary>
    public ImmutableArray<Product> Products { get; init; } = [];

    /// <summary>The highest ordinal ever given, to removed products too.</summary>
    public long LastOrdinal { get; init; }

    /// <summary>What orders have taken that are neither settled nor given back.</summary>
    public ImmutableArray<TakenStock> Taken { get; init; } = [];

    /// <summary>What requests with keys have added in the last <see cref="Recollection.Span"/>, oldest first.</summary>
    public ImmutableArray<KeptProduct> Kept { get; init; } = [];
}
