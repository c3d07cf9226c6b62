using System.Collections.Immutable;
using Inventory.Contracts;

namespace Inventory.Domain.Shop;

/// <summary>What one order has taken of the stock.</summary>
public sealed record TakenStock(Guid Order, ImmutableArray<OrderLine> Lines);
