using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Inventory.Contracts;

public enum CheckoutStatus
{
    Closed = 1,

    /// <summary>There is nothing in the order.</summary>
    Empty = 2,

    /// <summary>Not enough of some products; nothing was taken.</summary>
    OutOfStock = 3,

    /// <summary>The key was used for another request.</summary>
    KeyReused = 4,
}

[GenerateSerializer, Immutable]
public sealed record CheckoutResult
{
    private CheckoutResult(CheckoutStatus status, Order? order = null, ImmutableArray<string> missing = default) =>
        (Status, Order, Missing) = (status, order, missing.IsDefault ? [] : missing);

    public static readonly CheckoutResult Empty = new(CheckoutStatus.Empty);

    public static readonly CheckoutResult KeyReused = new(CheckoutStatus.KeyReused);

    [Id(0)]
    public CheckoutStatus Status { get; }

    [Id(1)]
    public Order? Order { get; }

    /// <summary>The SKUs of which there are not enough.</summary>
    [Id(2)]
    public ImmutableArray<string> Missing { get; }

    [MemberNotNullWhen(true, nameof(Order))]
    public bool IsClosed => Status == CheckoutStatus.Closed;

    public static CheckoutResult Closed(Order order) => new(CheckoutStatus.Closed, order);

    public static CheckoutResult OutOfStock(ImmutableArray<string> missing) => new(CheckoutStatus.OutOfStock, missing: missing);
}
