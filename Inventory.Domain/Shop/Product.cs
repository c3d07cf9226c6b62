using Inventory.Domain.Pricing;
using Inventory.Domain.Time;

namespace Inventory.Domain.Shop;

/// <summary>Something that the shop sells.</summary>
[GenerateSerializer, Immutable, Alias("inventory.product")]
public sealed record Product
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>1 to 50 characters. No other product has it.</summary>
    [Id(1)]
    public required string Sku { get; init; }

    /// <summary>1 to 100 characters.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>Of one piece; zero or more.</summary>
    [Id(3)]
    public required Money Price { get; init; }

    /// <summary>Where a picture of it is, up to 2,000 characters, if there is one.</summary>
    [Id(4)]
    public string? Image { get; init; }

    /// <summary>How many are there; <c>null</c> where nobody counts.</summary>
    [Id(5)]
    public int? Stock { get; init; }

    [Id(6)]
    public required Instant Created { get; init; }

    [Id(7)]
    public required Instant Modified { get; init; }

    /// <summary>Its place in the catalogue, rising with age.</summary>
    [Id(8)]
    public required long Ordinal { get; init; }
}

/// <summary>What an operator says of a product; the rest is the shop's to set.</summary>
[GenerateSerializer, Immutable, Alias("inventory.product-draft")]
public sealed record ProductDraft(string Sku, string Name, Money Price, string? Image = null, int? Stock = null);
