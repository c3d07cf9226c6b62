using Inventory.Domain.Pricing;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Shop;

/// <summary>Open until the checkout, then fixed.</summary>
[GenerateSerializer, Immutable, Alias("inventory.order")]
public sealed record Order
{
    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public bool IsOpen { get; init; } = true;

    /// <summary>By the first addition, one line per product.</summary>
    [Id(2)]
    public ImmutableArray<OrderLine> Lines { get; init; } = [];

    [Id(3)]
    public required Instant Created { get; init; }

    [Id(4)]
    public required Instant Modified { get; init; }

    /// <exception cref="OverflowException">The sum is too large.</exception>
    public Money Total(string currency) => Lines.Aggregate(Money.Zero(currency), static (sum, line) => sum + line.Price * line.Quantity);
}

/// <summary>The price of one piece is current in an open order, and fixed by the checkout in a closed one.</summary>
[GenerateSerializer, Immutable, Alias("inventory.order-line")]
public sealed record OrderLine(string Sku, int Quantity, Money Price);

public sealed record CustomerOrdersState
{
    /// <summary><c>null</c> before the first order and after a checkout.</summary>
    public Order? Open { get; init; }

    public Checkout? Checkout { get; init; }

    /// <summary>Ids, oldest first.</summary>
    public ImmutableArray<Guid> Closed { get; init; } = [];

    /// <summary>Of the last <see cref="RetentionPeriod.Default"/>, oldest first.</summary>
    public ImmutableArray<CheckoutRecord> CheckoutRecords { get; init; } = [];
}

/// <summary>A pending checkout. Until its order is closed it can be undone; from then on it can only be completed.</summary>
public sealed record Checkout(Order Order, IdempotencyKey? Key);

public sealed record CheckoutRecord(IdempotencyKey Key, Guid Order, Instant At);

public sealed record OrderState
{
    /// <summary><c>null</c> before the order.</summary>
    public string? Customer { get; init; }

    /// <summary><c>null</c> before the checkout.</summary>
    public Order? Closed { get; init; }
}
