using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Shop;

/// <summary>All that is kept of the products.</summary>
public sealed record CatalogueState
{
    /// <summary>By ordinal.</summary>
    public ImmutableArray<Product> Products { get; init; } = [];

    /// <summary>The highest ordinal ever given, to removed products too.</summary>
    public long LastOrdinal { get; init; }

    /// <summary>What orders have taken that are neither settled nor given back.</summary>
    public ImmutableArray<TakenStock> Taken { get; init; } = [];

    /// <summary>What requests with keys have added in the last <see cref="RetentionPeriod.Default"/>, oldest first.</summary>
    public ImmutableArray<ProductCreationRecord> CreationRecords { get; init; } = [];
}

/// <summary>A product that a request with a key has added, as it was then.</summary>
public sealed record ProductCreationRecord(IdempotencyKey Key, Product Product);

/// <summary>What one order has taken of the stock.</summary>
public sealed record TakenStock(Guid Order, ImmutableArray<OrderLine> Lines);

public enum AddProductStatus
{
    Added = 1,

    SkuTaken = 2,

    /// <summary>There are as many products as there may be.</summary>
    CatalogueFull = 3,

    /// <summary>The key was used for another request.</summary>
    KeyReused = 4,
}

[GenerateSerializer, Immutable, Alias("inventory.add-product-result")]
public sealed record AddProductResult
{
    private AddProductResult(AddProductStatus status, Product? product = null) => (Status, Product) = (status, product);

    public static readonly AddProductResult SkuTaken = new(AddProductStatus.SkuTaken);

    public static readonly AddProductResult CatalogueFull = new(AddProductStatus.CatalogueFull);

    public static readonly AddProductResult KeyReused = new(AddProductStatus.KeyReused);

    [Id(0)]
    public AddProductStatus Status { get; }

    [Id(1)]
    public Product? Product { get; }

    [MemberNotNullWhen(true, nameof(Product))]
    public bool IsAdded => Status == AddProductStatus.Added;

    public static AddProductResult Added(Product product) => new(AddProductStatus.Added, product);
}

/// <summary>What came of taking an order's pieces: all of them, or none.</summary>
/// <param name="Taken">The lines with the prices of that moment; empty where something is missing.</param>
/// <param name="Missing">The SKUs of which there are not enough, or no more at all.</param>
[GenerateSerializer, Immutable, Alias("inventory.take-stock-result")]
public sealed record TakeStockResult(ImmutableArray<OrderLine> Taken, ImmutableArray<string> Missing);
