using Inventory.Contracts;

namespace Inventory.Domain.Shop;

/// <summary>What a checkout with a key has closed.</summary>
public sealed record KeptCheckout(RequestKey Key, Guid Order, Instant At);
