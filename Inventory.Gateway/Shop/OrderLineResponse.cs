using Inventory.Contracts;

namespace Inventory.Gateway.Shop;

/// <summary>So many of one beer.</summary>
/// <param name="Sku">Which.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Price">Of one, as a decimal string: of now in an open order, of the checkout in a closed one.</param>
public sealed record OrderLineResponse(string Sku, int Quantity, string Price)
{
    public static OrderLineResponse Of(OrderLine line) => new(line.Sku, line.Quantity, line.Price.ToString());
}
