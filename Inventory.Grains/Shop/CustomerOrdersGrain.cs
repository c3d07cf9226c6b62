using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Shop;
using Inventory.Grains.Billing;
using Inventory.Grains.States;

namespace Inventory.Grains.Shop;

// A checkout is recorded before it takes stock. After an interruption the next call undoes it if the order is open, and completes it if it is closed.
// Each step can run twice with the effect of one.
[GrainType("customer-orders")]
public sealed class CustomerOrdersGrain([PersistentState("orders")] IPersistentState<CustomerOrdersState> stored, TimeProvider clock) : Grain, ICustomerOrdersGrain
{
    /// <summary>Far longer than a checkout takes. What is left of one that was interrupted counts no longer than that.</summary>
    private static readonly TimeSpan Reservation = TimeSpan.FromMinutes(5);

    private readonly GroupCommitState<CustomerOrdersState> _state = new(stored);

    private CustomerOrdersState State => _state.Value;

    private Instant Now => clock.Now();

    private IAccountGrain Account => GrainFactory.GetAccount(this.GetPrimaryKeyString());

    private ICatalogueGrain Catalogue => GrainFactory.GetCatalogue();

    public async Task<Order> ReadCurrent()
    {
        await ResumeCheckoutAsync();
        await _state.WriteAsync(await OpenedAsync());
        return await PricedAsync(State.Open!);
    }

    public async Task<PutInOrderResult> Put(string sku, int quantity)
    {
        await ResumeCheckoutAsync();
        if (await Catalogue.Find(sku) is not { } product) return PutInOrderResult.NoSuchProduct;
        if ((await OpenedAsync()).Put(product, quantity, Now) is not { } next) return PutInOrderResult.TooMuch;
        await _state.WriteAsync(next);
        return PutInOrderResult.Put(await PricedAsync(State.Open!));
    }

    public async Task<bool> Remove(string sku)
    {
        await ResumeCheckoutAsync();
        var next = State.Remove(sku, Now);
        var isThere = !ReferenceEquals(next, State);
        await _state.WriteAsync(next);
        return isThere;
    }

    public async Task<CheckoutResult> Checkout(IdempotencyKey? key, Money? creditLimit)
    {
        await ResumeCheckoutAsync();
        if (State.FindKept(key, Now) is { } record)
            return record.Key == key ? CheckoutResult.Closed(await GrainFactory.GetOrder(record.Order).ReadClosed()) : CheckoutResult.KeyReused;
        if (State.Open is not { Lines.Length: > 0 } open) return CheckoutResult.Empty;

        await _state.WriteAsync(State.BeginCheckout(key));
        var stock = await Catalogue.TakeStock(open.Id, open.Lines);
        if (stock.Missing.Length > 0)
        {
            await _state.WriteAsync(State.AbandonCheckout());
            return CheckoutResult.OutOfStock(stock.Missing);
        }
        if (creditLimit is not null && await Account.Reserve(ToCharge(open with { Lines = stock.Taken }) with { Expires = new(Now.Microseconds + (long)Reservation.TotalMicroseconds) }, creditLimit) == ReserveStatus.OverCreditLimit)
        {
            await ResumeCheckoutAsync();
            return CheckoutResult.OverCreditLimit;
        }
        await _state.WriteAsync(State.Close(stock.Taken, Now));
        var closed = State.Checkout!.Order;
        await CompleteAsync(closed);
        return CheckoutResult.Closed(closed);
    }

    public async Task<Order?> Find(Guid id)
    {
        await ResumeCheckoutAsync();
        if (State.Open?.Id == id) return await PricedAsync(State.Open);
        return State.Closed.Contains(id) ? await GrainFactory.GetOrder(id).ReadClosed() : null;
    }

    public async Task<OrderPage> List(long after, int limit)
    {
        await ResumeCheckoutAsync();
        var page = State.Closed.Skip((int)Math.Min(after, int.MaxValue)).Take(limit);
        List<Order> orders = [.. await Task.WhenAll(page.Select(id => GrainFactory.GetOrder(id).ReadClosed()))];
        // The open order is the newest, so it comes last.
        if (State.Open is { } open && orders.Count < limit && after <= State.Closed.Length)
            orders.Add(await PricedAsync(open));
        var total = State.Closed.Length + (State.Open is null ? 0 : 1);
        return new([.. orders], HasMore: after + orders.Count < total);
    }

    private async Task ResumeCheckoutAsync()
    {
        switch ((await _state.ReadAsync()).Checkout?.Order)
        {
            case { IsOpen: true } open:
                await Catalogue.ReturnStock(open.Id);
                await _state.WriteAsync(State.AbandonCheckout());
                break;
            case { IsOpen: false } closed:
                await CompleteAsync(closed);
                break;
        }
    }

    private async Task CompleteAsync(Order closed)
    {
        await GrainFactory.GetOrder(closed.Id).Close(closed);
        await Account.Post(ToCharge(closed));
        await Catalogue.ConfirmStock(closed.Id);
        await _state.WriteAsync(State.EndCheckout(Now));
    }

    private static Charge ToCharge(Order order) => new() { Id = $"order:{order.Id}", Lines = [.. order.Lines.Select(ToInvoice)] };

    private static InvoiceLine ToInvoice(OrderLine line) => new($"{line.Quantity} × {line.Sku} at {line.Price}", line.Price * line.Quantity);

    private async Task<Order> PricedAsync(Order order) =>
        order.Lines.IsEmpty ? order : order.Priced(await Catalogue.FindAll([.. order.Lines.Select(line => line.Sku)]));

    private async Task<CustomerOrdersState> OpenedAsync()
    {
        if (State.Open is not null)
            return State;
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await GrainFactory.GetOrder(id).Open(this.GetPrimaryKeyString());
        return State.Opened(id, Now);
    }
}
