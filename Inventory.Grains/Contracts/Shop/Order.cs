using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>What a customer buys: open until the checkout, and then as it was.</summary>
[GenerateSerializer, Immutable]
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
