namespace Inventory.Contracts;

/// <summary>Some pieces of one product.</summary>
/// <param name="Sku">Of the product.</param>
/// <param name="Quantity">1 or more.</param>
/// <param name="Price">Of one piece: of now in an open order, of the checkout in a closed one.</param>
[GenerateSerializer, Immutable]
public sealed record OrderLine(string Sku, int Quantity, Money Price);
