using Inventory.Contracts;
using Inventory.Domain.Shop;
using Inventory.States;

namespace Inventory.Shop;

/// <inheritdoc cref="IClosedOrderGrain"/>
public sealed class ClosedOrderGrain([PersistentState("order")] IPersistentState<ClosedOrderState> stored) : Grain, IClosedOrderGrain
{
    private readonly GroupCommitState<ClosedOrderState> _state = new(stored);

    public async Task Keep(Order order)
    {
        var state = await _state.ReadAsync();
        if (state.Order is null)
            await _state.WriteAsync(state with { Order = order });
    }

    public async Task<Order> Read() => (await _state.ReadAsync()).Order ?? throw new InvalidOperationException("No such order was kept.");
}
