using Inventory.Domain.Shop;
using Orleans.Concurrency;

namespace Inventory.Grains.Shop;

/// <summary>The products of the shop and their stock. One grain, so that an order takes stock of several products at once.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown.</remarks>
[Alias("inventory.catalogue-grain")]
public interface ICatalogueGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task<AddProductResult> Add(ProductDraft draft, IdempotencyKey? key);

    [Alias("replace")]
    Task<Product?> Replace(ProductDraft draft);

    [Alias("remove")]
    Task<bool> Remove(string sku);

    [ReadOnly]
    [Alias("find")]
    Task<Product?> Find(string sku);

    /// <summary>Leaves out unknown SKUs.</summary>
    [ReadOnly]
    [Alias("find-all")]
    Task<ImmutableArray<Product>> FindAll(ImmutableArray<string> skus);

    /// <summary>Products with ordinals above <paramref name="after"/>.</summary>
    [ReadOnly]
    [Alias("list")]
    Task<ProductPage> List(long after, int limit);

    /// <summary>Takes all pieces of an order or none. A repeat returns the same until the stock is confirmed or returned.</summary>
    [Alias("take-stock")]
    Task<TakeStockResult> TakeStock(Guid order, ImmutableArray<OrderLine> lines);

    [Alias("confirm-stock")]
    Task ConfirmStock(Guid order);

    [Alias("return-stock")]
    Task ReturnStock(Guid order);
}

/// <summary>The oldest first.</summary>
[GenerateSerializer, Immutable, Alias("inventory.product-page")]
public sealed record ProductPage(ImmutableArray<Product> Products, bool HasMore);

public static class ShopKeys
{
    public static ICatalogueGrain GetCatalogue(this IGrainFactory grains) => grains.Get<ICatalogueGrain>("beers");

    public static ICustomerOrdersGrain GetOrders(this IGrainFactory grains, string customer) => grains.Get<ICustomerOrdersGrain>(customer);

    public static IOrderGrain GetOrder(this IGrainFactory grains, Guid id) => grains.Get<IOrderGrain>(id.ToString("D"));
}
