using System.Collections.Immutable;
using Inventory.Domain.Pricing;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Shop;

/// <summary>What a customer buys: open until the checkout, and then as it was.</summary>
[GenerateSerializer, Immutable, Alias("inventory.order")]
public sealed record Order
{
    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public bool IsOpen { get; init; } = true;

    /// <summary>In the order in which the products were first put in. No product is in two of them.</summary>
    [Id(2)]
    public ImmutableArray<OrderLine> Lines { get; init; } = [];

    [Id(3)]
    public required Instant Created { get; init; }

    [Id(4)]
    public required Instant Modified { get; init; }

    /// <param name="currency">Of all prices.</param>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public Money Total(string currency) => Lines.Aggregate(Money.Zero(currency), static (sum, line) => sum + line.Price * line.Quantity);
}

/// <summary>Some pieces of one product.</summary>
/// <param name="Sku">Of the product.</param>
/// <param name="Quantity">1 or more.</param>
/// <param name="Price">Of one piece: of now in an open order, of the checkout in a closed one.</param>
[GenerateSerializer, Immutable, Alias("inventory.order-line")]
public sealed record OrderLine(string Sku, int Quantity, Money Price);

/// <summary>The orders of one customer.</summary>
public sealed record CustomerOrdersState
{
    /// <summary><c>null</c> before the first, and after a checkout.</summary>
    public Order? Open { get; init; }

    /// <summary>The checkout that is under way, from before it takes anything until all of it is done or undone.</summary>
    public Checkout? Checkout { get; init; }

    /// <summary>The ids of closed orders, oldest first.</summary>
    public ImmutableArray<Guid> Closed { get; init; } = [];

    /// <summary>The checkouts of requests with keys in the last <see cref="RetentionPeriod.Default"/>, oldest first.</summary>
    public ImmutableArray<CheckoutRecord> CheckoutRecords { get; init; } = [];
}

/// <summary>A checkout under way. Until its order is closed it may be undone; from then on it only goes forward.</summary>
/// <param name="Order">What is checked out: still open, or closed with the prices of the moment at which its stock was taken.</param>
/// <param name="Key">Of the request, if it has one.</param>
public sealed record Checkout(Order Order, IdempotencyKey? Key);

/// <summary>What a checkout with a key has closed.</summary>
public sealed record CheckoutRecord(IdempotencyKey Key, Guid Order, Instant At);

/// <summary>An order after its checkout.</summary>
public sealed record ClosedOrderState
{
    /// <summary><c>null</c> before it is kept.</summary>
    public Order? Order { get; init; }
}
