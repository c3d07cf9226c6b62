namespace Inventory.Contracts;

/// <summary>An order after its checkout. It is written once and read now and then, so that what the customer buys next does not cost more for it.</summary>
public interface IClosedOrderGrain : IGrainWithStringKey
{
    /// <summary>Keeps it. Again it changes nothing.</summary>
    Task Keep(Order order);

    /// <exception cref="InvalidOperationException">Nothing was kept: a fault of the caller.</exception>
    Task<Order> Read();
}
