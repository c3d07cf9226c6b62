using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>Orders, the oldest first.</summary>
/// <param name="Orders">Open and closed.</param>
/// <param name="HasMore">More follow.</param>
[GenerateSerializer, Immutable]
public sealed record OrderPage(ImmutableArray<Order> Orders, bool HasMore);
