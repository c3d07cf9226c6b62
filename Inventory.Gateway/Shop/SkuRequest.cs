namespace Inventory.Gateway.Shop;

/// <summary>Names a beer.</summary>
public sealed record SkuRequest
{
    public string? Sku { get; set; }
}
