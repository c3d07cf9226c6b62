using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Pricing;
using Inventory.Domain.Shop;

namespace Inventory.Grains.Shop;

/// <summary>The orders of one customer, which is the key.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown.</remarks>
[Alias("inventory.customer-orders-grain")]
public interface ICustomerOrdersGrain : IGrainWithStringKey
{
    /// <summary>Creates the open order if there is none.</summary>
    [Alias("read-current")]
    Task<Order> ReadCurrent();

    /// <summary>Adds pieces to the open order.</summary>
    [Alias("put")]
    Task<PutInOrderResult> Put(string sku, int quantity);

    /// <returns>False if the product is not in the open order.</returns>
    [Alias("remove")]
    Task<bool> Remove(string sku);

    /// <summary>Closes the open order, takes its stock and charges the customer's account: all or nothing.</summary>
    /// <param name="key">Of the request.</param>
    /// <param name="creditLimit">What the customer may owe after that, what is reserved included; <c>null</c>: no limit.</param>
    [Alias("checkout")]
    Task<CheckoutResult> Checkout(IdempotencyKey? key, Money? creditLimit);

    [Alias("find")]
    Task<Order?> Find(Guid id);

    /// <summary>Skips <paramref name="after"/> orders.</summary>
    [Alias("list")]
    Task<OrderPage> List(long after, int limit);
}

public enum CheckoutStatus
{
    Closed = 1,
    Empty = 2,

    /// <summary>Nothing was taken.</summary>
    OutOfStock = 3,
    KeyReused = 4,
    OverCreditLimit = 5,
}

[GenerateSerializer, Immutable, Alias("inventory.checkout-result")]
public sealed record CheckoutResult
{
    private CheckoutResult(CheckoutStatus status, Order? order = null, ImmutableArray<string> missing = default) =>
        (Status, Order, Missing) = (status, order, missing.IsDefault ? [] : missing);

    public static readonly CheckoutResult Empty = new(CheckoutStatus.Empty);
    public static readonly CheckoutResult KeyReused = new(CheckoutStatus.KeyReused);
    public static readonly CheckoutResult OverCreditLimit = new(CheckoutStatus.OverCreditLimit);

    [Id(0)]
    public CheckoutStatus Status { get; }

    [Id(1)]
    public Order? Order { get; }

    /// <summary>SKUs with too little stock.</summary>
    [Id(2)]
    public ImmutableArray<string> Missing { get; }

    [MemberNotNullWhen(true, nameof(Order))]
    public bool IsClosed => Status == CheckoutStatus.Closed;

    public static CheckoutResult Closed(Order order) => new(CheckoutStatus.Closed, order);

    public static CheckoutResult OutOfStock(ImmutableArray<string> missing) => new(CheckoutStatus.OutOfStock, missing: missing);
}

public enum PutInOrderStatus
{
    Put = 1,
    NoSuchProduct = 2,

    /// <summary>Too many pieces in the line, or lines in the order.</summary>
    TooMuch = 3,
}

[GenerateSerializer, Immutable, Alias("inventory.put-in-order-result")]
public sealed record PutInOrderResult
{
    private PutInOrderResult(PutInOrderStatus status, Order? order = null) => (Status, Order) = (status, order);

    public static readonly PutInOrderResult NoSuchProduct = new(PutInOrderStatus.NoSuchProduct);
    public static readonly PutInOrderResult TooMuch = new(PutInOrderStatus.TooMuch);

    [Id(0)]
    public PutInOrderStatus Status { get; }

    [Id(1)]
    public Order? Order { get; }

    [MemberNotNullWhen(true, nameof(Order))]
    public bool IsPut => Status == PutInOrderStatus.Put;

    public static PutInOrderResult Put(Order order) => new(PutInOrderStatus.Put, order);
}

/// <summary>Open and closed orders, the oldest first.</summary>
[GenerateSerializer, Immutable, Alias("inventory.order-page")]
public sealed record OrderPage(ImmutableArray<Order> Orders, bool HasMore);
