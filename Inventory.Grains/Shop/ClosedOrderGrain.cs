using Inventory.Domain.Shop;
using Inventory.Grains.States;

namespace Inventory.Grains.Shop;

/// <summary>An order after its checkout. It is written once and read now and then, so that what the customer buys next does not cost more for it.</summary>
[Alias("inventory.closed-order-grain")]
public interface IClosedOrderGrain : IGrainWithStringKey
{
    /// <summary>Keeps it. Again it changes nothing.</summary>
    [Alias("store")]
    Task Store(Order order);

    /// <exception cref="InvalidOperationException">Nothing was kept: a fault of the caller.</exception>
    [Alias("read")]
    Task<Order> Read();
}

/// <inheritdoc cref="IClosedOrderGrain"/>
[GrainType("closed-order")]
public sealed class ClosedOrderGrain([PersistentState("order")] IPersistentState<ClosedOrderState> stored) : Grain, IClosedOrderGrain
{
    private readonly GroupCommitState<ClosedOrderState> _state = new(stored);

    public async Task Store(Order order)
    {
        var state = await _state.ReadAsync();
        if (state.Order is null)
            await _state.WriteAsync(state with { Order = order });
    }

    public async Task<Order> Read() => (await _state.ReadAsync()).Order ?? throw new InvalidOperationException("No such order was kept.");
}
