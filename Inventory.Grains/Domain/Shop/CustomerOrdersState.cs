using System.Collections.Immutable;
using Inventory.Contracts;

namespace Inventory.Domain.Shop;

/// <summary>The orders of one customer.</summary>
public sealed record CustomerOrdersState
{
    /// <summary><c>null</c> before the first, and after a checkout.</summary>
    public Order? Open { get; init; }

    /// <summary>The checkout that is under way, from before it takes anything until all of it is done or undone.</summary>
    public Checkout? Checkout { get; init; }

    /// <summary>The ids of closed orders, oldest first.</summary>
    public ImmutableArray<Guid> Closed { get; init; } = [];

    /// <summary>The checkouts of requests with keys in the last <see cref="Recollection.Span"/>, oldest first.</summary>
    public ImmutableArray<KeptCheckout> Kept { get; init; } = [];
}
