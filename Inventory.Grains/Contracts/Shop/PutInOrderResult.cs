using System.Diagnostics.CodeAnalysis;

namespace Inventory.Contracts;

public enum PutInOrderStatus
{
    Put = 1,

    NoSuchProduct = 2,

    /// <summary>The line would have more pieces, or the order more lines, than it may.</summary>
    TooMuch = 3,
}

[GenerateSerializer, Immutable]
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
