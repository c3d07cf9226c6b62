using Inventory.Domain.Shop;
using Inventory.Grains.States;

namespace Inventory.Grains.Shop;

/// <summary>Whose an order is, and what was in it at its checkout. It is stored apart, so that a customer's state does not grow with it.</summary>
[Alias("inventory.order-grain")]
public interface IOrderGrain : IGrainWithStringKey
{
    /// <summary>Called before the customer's state has the order.</summary>
    [Alias("open")]
    Task Open(string customer);

    /// <summary>A second call changes nothing.</summary>
    [Alias("close")]
    Task Close(Order order);

    /// <returns><c>null</c> if there is no such order.</returns>
    [Alias("read-customer")]
    Task<string?> ReadCustomer();

    /// <exception cref="InvalidOperationException">It is not closed.</exception>
    [Alias("read-closed")]
    Task<Order> ReadClosed();
}

[GrainType("order")]
public sealed class OrderGrain([PersistentState("order")] IPersistentState<OrderState> stored) : Grain, IOrderGrain
{
    private readonly GroupCommitState<OrderState> _state = new(stored);

    public async Task Open(string customer) => await _state.WriteAsync(await _state.ReadAsync() with { Customer = customer });

    public async Task Close(Order order)
    {
        var state = await _state.ReadAsync();
        if (state.Closed is null)
            await _state.WriteAsync(state with { Closed = order });
    }

    public async Task<string?> ReadCustomer() => (await _state.ReadAsync()).Customer;

    public async Task<Order> ReadClosed() => (await _state.ReadAsync()).Closed ?? throw new InvalidOperationException("There is no such closed order.");
}
