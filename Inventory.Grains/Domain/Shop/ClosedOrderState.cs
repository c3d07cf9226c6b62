using Inventory.Contracts;

namespace Inventory.Domain.Shop;

/// <summary>An order after its checkout.</summary>
public sealed record ClosedOrderState
{
    /// <summary><c>null</c> before it is kept.</summary>
    public Order? Order { get; init; }
}
