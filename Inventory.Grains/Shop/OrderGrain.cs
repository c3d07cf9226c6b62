using Inventory.Domain.Shop;
using Inventory.Grains.States;

namespace Inventory.Grains.Shop;

/// <summary>An order after its checkout. It is stored apart, so that a customer's state does not grow with it.</summary>
[Alias("inventory.closed-order-grain")]
public interface IClosedOrderGrain : IGrainWithStringKey
{
    /// <summary>A second call changes nothing.</summary>
    [Alias("store")]
    Task Store(Order order);

    /// <exception cref="InvalidOperationException">Nothing is stored.</exception>
    [Alias("read")]
    Task<Order> Read();
}

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

    public async Task<Order> Read() => (await _state.ReadAsync()).Order ?? throw new InvalidOperationException("There is no such order.");
}
