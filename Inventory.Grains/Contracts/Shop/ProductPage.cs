using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>Products, the oldest first.</summary>
[GenerateSerializer, Immutable]
public sealed record ProductPage(ImmutableArray<Product> Products, bool HasMore);
