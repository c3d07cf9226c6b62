using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Shop;

public sealed record CatalogueState
{
    /// <summary>By ordinal.</summary>
    public ImmutableArray<Product> Products { get; init; } = [];

    /// <summary>Including removed products.</summary>
    public long LastOrdinal { get; init; }

    /// <summary>The stock of orders that are neither confirmed nor returned.</summary>
    public ImmutableArray<TakenStock> Taken { get; init; } = [];

    /// <summary>Of the last <see cref="RetentionPeriod.Default"/>, oldest first.</summary>
    public ImmutableArray<ProductCreationRecord> CreationRecords { get; init; } = [];
}

public sealed record ProductCreationRecord(IdempotencyKey Key, Product Product);

public sealed record TakenStock(Guid Order, ImmutableArray<OrderLine> Lines);

public enum AddProductStatus
{
    Added = 1,
    SkuTaken = 2,
    CatalogueFull = 3,
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

/// <summary>All pieces of an order at current prices, or none and the SKUs without enough stock.</summary>
[GenerateSerializer, Immutable, Alias("inventory.take-stock-result")]
public sealed record TakeStockResult(ImmutableArray<OrderLine> Taken, ImmutableArray<string> Missing);
