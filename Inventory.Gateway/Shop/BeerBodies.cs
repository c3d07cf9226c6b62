using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Pricing;
using Inventory.Domain.Shop;

namespace Inventory.Gateway.Shop;

/// <summary>The data of a beer, apart from its sku.</summary>
[Example("""{"name": "India Pale Ale", "price": "1.19", "stock": 24}""")]
public record BeerDetails
{
    protected const int MaxNameLength = 100;
    protected const int MaxImageLength = 2_000;
    protected const int MaxStock = 1_000_000_000;

    /// <summary>1 to 100 characters.</summary>
    [Required, Length(1, MaxNameLength)]
    public string? Name { get; set; }

    /// <summary>The price of one, a decimal string such as <c>1.19</c>; 0.00 to 1000000.00.</summary>
    [Required]
    public string? Price { get; set; }

    /// <summary>The address of a picture, up to 2,000 characters.</summary>
    [MaxLength(MaxImageLength)]
    public string? Image { get; set; }

    /// <summary>0 to 1,000,000,000; <c>null</c>: not counted.</summary>
    [Range(0, MaxStock)]
    public long? Stock { get; set; }
}

/// <summary>The data of a beer.</summary>
[Example("""{"sku": "ipa", "name": "India Pale Ale", "price": "1.19", "stock": 24}""")]
public sealed record BeerRequest : BeerDetails
{
    private const int MaxSkuLength = 50;
    private const long MaxMinorUnits = 100_000_000;

    /// <summary>1 to 50 characters.</summary>
    [Required, Length(1, MaxSkuLength)]
    public string? Sku { get; set; }

    public (ProductDraft? Draft, ProblemResult? Problem) ToCommand(string? sku, string currency)
    {
        var faults = new List<ValidationError>();
        if (sku is null)
            TextValidation.Check(faults, "sku", Sku, 1, MaxSkuLength);
        // Paths lose such a segment, so that the beer could not be named any more.
        if ((sku ?? Sku) is "." or "..")
            faults.Add(ValidationError.Member("sku", "sku cannot be . or .. alone."));
        TextValidation.Check(faults, "name", Name, 1, MaxNameLength);
        TextValidation.Check(faults, "image", Image, 0, MaxImageLength);
        var isPrice = Money.TryParse(Price, currency, out var price) && Price == price.ToString();
        if (Price is null)
            faults.Add(ValidationError.Member("price", "price is missing."));
        else if (!isPrice || price.MinorUnits is < 0 or > MaxMinorUnits)
            faults.Add(ValidationError.Member("price", "price has to be a decimal string with two places, such as \"1.19\", from 0.00 to 1000000.00."));
        if (Stock is < 0 or > MaxStock)
            faults.Add(ValidationError.Member("stock", $"stock has to be from 0 to {MaxStock}."));
        return faults.Count > 0 ? (null, ProblemResult.Invalid(faults)) : (new(sku ?? Sku!, Name!, price, Image, (int?)Stock), null);
    }
}

/// <summary>A beer that the shop sells.</summary>
[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-0000000000ee", "sku": "ipa", "name": "India Pale Ale", "price": "1.19", "image": null,
    "stock": 24, "time_created": "2026-11-20T09:00:00Z", "time_modified": "2026-11-20T09:00:00Z"}
    """)]
public sealed record BeerResponse
{
    public required Guid Id { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; init; }

    /// <summary>The price of one, a decimal string.</summary>
    public required string Price { get; init; }

    public required string? Image { get; init; }

    /// <summary><c>null</c>: not counted.</summary>
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
