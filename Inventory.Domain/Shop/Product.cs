using Inventory.Domain.Pricing;

namespace Inventory.Domain.Shop;

[GenerateSerializer, Immutable, Alias("inventory.product")]
public sealed record Product
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>1 to 50 characters, unique.</summary>
    [Id(1)]
    public required string Sku { get; init; }

    /// <summary>1 to 100 characters.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>For one piece; zero or more.</summary>
    [Id(3)]
    public required Money Price { get; init; }

    /// <summary>An address, up to 2,000 characters.</summary>
    [Id(4)]
    public string? Image { get; init; }

    /// <summary><c>null</c> if it is not counted.</summary>
    [Id(5)]
    public int? Stock { get; init; }

    [Id(6)]
    public required Instant Created { get; init; }

    [Id(7)]
    public required Instant Modified { get; init; }

    /// <summary>Its place in the catalogue, higher for newer products.</summary>
    [Id(8)]
    public required long Ordinal { get; init; }
}

/// <summary>The part of a product that an operator sets.</summary>
[GenerateSerializer, Immutable, Alias("inventory.product-draft")]
public sealed record ProductDraft(string Sku, string Name, Money Price, string? Image = null, int? Stock = null);
