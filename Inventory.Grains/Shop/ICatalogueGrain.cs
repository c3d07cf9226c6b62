using System.Collections.Immutable;
using Inventory.Domain.Requests;
using Inventory.Domain.Shop;
using Inventory.Storage;
using Orleans.Concurrency;

namespace Inventory.Grains.Shop;

/// <summary>The products of the shop and their stock. One grain: what an order takes of several products it takes at once.</summary>
/// <remarks>Every method fails with <see cref="StoreUnavailableException"/> when the storage does: a change may then have happened or not.</remarks>
[Alias("inventory.catalogue-grain")]
public interface ICatalogueGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task<AddProductResult> Add(ProductDraft draft, IdempotencyKey? key);

    /// <returns>The product as it is now, or <c>null</c> where there is none with that SKU.</returns>
    [Alias("replace")]
    Task<Product?> Replace(ProductDraft draft);

    /// <returns>False when there is none.</returns>
    [Alias("remove")]
    Task<bool> Remove(string sku);

    /// <returns>The product, or <c>null</c>.</returns>
    [ReadOnly]
    [Alias("find")]
    Task<Product?> Find(string sku);

    /// <summary>Those of these products that there are.</summary>
    [ReadOnly]
    [Alias("find-all")]
    Task<ImmutableArray<Product>> FindAll(ImmutableArray<string> skus);

    /// <param name="after">The ordinal of the last product that the caller has; 0 for none.</param>
    /// <param name="limit">1 or more.</param>
    [ReadOnly]
    [Alias("list")]
    Task<ProductPage> List(long after, int limit);

    /// <summary>Takes all pieces of an order, or none. For the same order again it answers the same, until that is settled or given back.</summary>
    [Alias("take-stock")]
    Task<TakeStockResult> TakeStock(Guid order, ImmutableArray<OrderLine> lines);

    /// <summary>The order is closed: what it has taken is gone.</summary>
    [Alias("confirm-stock")]
    Task ConfirmStock(Guid order);

    /// <summary>The order is not to be: what it has taken is there again.</summary>
    [Alias("return-stock")]
    Task ReturnStock(Guid order);
}

/// <summary>Products, the oldest first.</summary>
[GenerateSerializer, Immutable, Alias("inventory.product-page")]
public sealed record ProductPage(ImmutableArray<Product> Products, bool HasMore);

/// <summary>The keys of the shop's grains, in one place.</summary>
public static class ShopKeys
{
    public static ICatalogueGrain GetCatalogue(this IGrainFactory grains) => grains.GetGrain<ICatalogueGrain>("beers");

    /// <param name="grains">Where they are.</param>
    /// <param name="customer">Whose orders.</param>
    public static ICustomerOrdersGrain GetOrders(this IGrainFactory grains, string customer) => grains.GetGrain<ICustomerOrdersGrain>(customer);

    public static IClosedOrderGrain GetClosedOrder(this IGrainFactory grains, Guid id) => grains.GetGrain<IClosedOrderGrain>(id.ToString("D"));
}
