using Inventory.Contracts;
using Inventory.Domain.Shop;
using Inventory.States;

namespace Inventory.Shop;

/// <inheritdoc cref="IClosedOrderGrain"/>
public sealed class ClosedOrderGrain([PersistentState("order")] IPersistentState<ClosedOrderState> state) : StatefulGrain<ClosedOrderState>(state), IClosedOrderGrain
{
    public Task Keep(Order order) => State.Order is null ? SaveAsync(State with { Order = order }) : Task.CompletedTask;

    public Task<Order> Read() => Task.FromResult(State.Order ?? throw new InvalidOperationException("No such order was kept."));
}
