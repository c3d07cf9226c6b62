using Inventory.Domain.Shop;
using Inventory.Grains.States;

namespace Inventory.Grains.Shop;

/// <summary>An order after its checkout. It is written once and read now and then, so that what the customer buys next does not cost more for it.</summary>
public interface IClosedOrderGrain : IGrainWithStringKey
{
    /// <summary>Keeps it. Again it changes nothing.</summary>
    Task Store(Order order);

    /// <exception cref="InvalidOperationException">Nothing was kept: a fault of the caller.</exception>
    Task<Order> Read();
}

/// <inheritdoc cref="IClosedOrderGrain"/>
public sealed class ClosedOrderGrain([PersistentState("order")] IPersistentState<ClosedOrderState> state) : StatefulGrain<ClosedOrderState>(state), IClosedOrderGrain
{
    public Task Store(Order order) => State.Order is null ? SaveAsync(State with { Order = order }) : Task.CompletedTask;

    public Task<Order> Read() => Task.FromResult(State.Order ?? throw new InvalidOperationException("No such order was kept."));
}
