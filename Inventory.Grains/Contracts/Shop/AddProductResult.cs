using System.Diagnostics.CodeAnalysis;

namespace Inventory.Contracts;

public enum AddProductStatus
{
    Added = 1,

    SkuTaken = 2,

    /// <summary>There are as many products as there may be.</summary>
    CatalogueFull = 3,

    /// <summary>The key was used for another request.</summary>
    KeyReused = 4,
}

[GenerateSerializer, Immutable]
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
