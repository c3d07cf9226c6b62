namespace Inventory.Contracts;

/// <summary>The orders of one customer. Its key is the customer's (<see cref="ShopKeys.GetOrders"/>).</summary>
/// <remarks>Every method fails with <see cref="Store.StoreUnavailableException"/> when the storage does: a change may then have happened or not.</remarks>
public interface ICustomerOrdersGrain : IGrainWithStringKey
{
    /// <summary>The open order, made if there is none.</summary>
    Task<Order> ReadCurrent();

    /// <summary>Adds pieces to the open order.</summary>
    Task<PutInOrderResult> Put(string sku, int quantity);

    /// <returns>False when the product is not in the open order.</returns>
    Task<bool> Remove(string sku);

    /// <summary>Closes the open order, takes its stock and writes it on the customer's account, all or nothing.</summary>
    Task<CheckoutResult> Checkout(RequestKey? key);

    /// <returns>The order, or <c>null</c> where this customer has none of this id.</returns>
    Task<Order?> Find(Guid id);

    /// <param name="after">How many to pass over.</param>
    /// <param name="limit">1 or more.</param>
    Task<OrderPage> List(long after, int limit);
}
