using Inventory.Contracts;

namespace Inventory.Domain.Shop;

/// <summary>A product that a request with a key has added, as it was then.</summary>
public sealed record KeptProduct(RequestKey Key, Product Product);
