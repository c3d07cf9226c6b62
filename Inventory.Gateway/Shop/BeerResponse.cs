using Inventory.Contracts;

namespace Inventory.Gateway.Shop;

/// <summary>A beer that the shop sells.</summary>
public sealed record BeerResponse
{
    public required Guid Id { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; init; }

    /// <summary>Of one, as a decimal string.</summary>
    public required string Price { get; init; }

    public required string? Image { get; init; }

    /// <summary><c>null</c>: nobody counts.</summary>
    public required int? Stock { get; init; }

    public required Instant TimeCreated { get; init; }

    public required Instant TimeModified { get; init; }

    public static BeerResponse Of(Product product) => new()
    {
        Id = product.Id,
        Sku = product.Sku,
        Name = product.Name,
        Price = product.Price.ToString(),
        Image = product.Image,
        Stock = product.Stock,
        TimeCreated = product.Created,
        TimeModified = product.Modified,
    };
}
