namespace Inventory.Contracts;

/// <summary>The keys of the shop's grains, in one place.</summary>
public static class ShopKeys
{
    public static ICatalogueGrain GetCatalogue(this IGrainFactory grains) => grains.GetGrain<ICatalogueGrain>("beers");

    /// <param name="grains">Where they are.</param>
    /// <param name="customer">Whose orders.</param>
    public static ICustomerOrdersGrain GetOrders(this IGrainFactory grains, string customer) => grains.GetGrain<ICustomerOrdersGrain>(customer);

    public static IClosedOrderGrain GetClosedOrder(this IGrainFactory grains, Guid id) => grains.GetGrain<IClosedOrderGrain>(id.ToString("D"));
}
