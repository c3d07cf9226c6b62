using Inventory.Contracts;

namespace Inventory.Gateway.Shop;

/// <summary>What a customer buys.</summary>
public sealed record OrderResponse
{
    public required Guid Id { get; init; }

    /// <summary>Until its checkout.</summary>
    public required bool IsOpen { get; init; }

    public required IReadOnlyList<OrderLineResponse> Beers { get; init; }

    /// <summary>As a decimal string.</summary>
    public required string Total { get; init; }

    public required Instant TimeCreated { get; init; }

    /// <summary>Of a closed one, the moment of its checkout.</summary>
    public required Instant TimeModified { get; init; }

    public static OrderResponse Of(Order order, string currency) => new()
    {
        Id = order.Id,
        IsOpen = order.IsOpen,
        Beers = [.. order.Lines.Select(OrderLineResponse.Of)],
        Total = order.Total(currency).ToString(),
        TimeCreated = order.Created,
        TimeModified = order.Modified,
    };
}
