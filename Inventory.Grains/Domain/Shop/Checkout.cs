using Inventory.Contracts;

namespace Inventory.Domain.Shop;

/// <summary>A checkout under way. Until its order is closed it may be undone; from then on it only goes forward.</summary>
/// <param name="Order">What is checked out: still open, or closed with the prices of the moment at which its stock was taken.</param>
/// <param name="Key">Of the request, if it has one.</param>
public sealed record Checkout(Order Order, RequestKey? Key);
