using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Shop;

namespace Inventory.Gateway.Shop;

/// <summary>A quantity of a beer.</summary>
public sealed record OrderLineRequest
{
    [Required]
    public string? Sku { get; set; }

    /// <summary>1 to 1,000,000.</summary>
    [Required, Range(1, OrderDecisions.MaxQuantity)]
    public long? Quantity { get; set; }

    public List<ValidationError> Faults()
    {
        var faults = new List<ValidationError>();
        if (string.IsNullOrEmpty(Sku))
            faults.Add(ValidationError.Member("sku", "sku is missing."));
        if (Quantity is null)
            faults.Add(ValidationError.Member("quantity", "quantity is missing."));
        else if (Quantity is < 1 or > OrderDecisions.MaxQuantity)
            faults.Add(ValidationError.Member("quantity", $"quantity has to be from 1 to {OrderDecisions.MaxQuantity}."));
        return faults;
    }
}

public sealed record SkuRequest
{
    public string? Sku { get; set; }
}

/// <summary>An order of a customer.</summary>
public sealed record OrderResponse
{
    public required Guid Id { get; init; }

    /// <summary>True until the checkout.</summary>
    public required bool IsOpen { get; init; }

    public required IReadOnlyList<OrderLineResponse> Beers { get; init; }

    /// <summary>A decimal string.</summary>
    public required string Total { get; init; }

    public required Instant TimeCreated { get; init; }

    /// <summary>Of a closed order, the time of the checkout.</summary>
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

/// <summary>A quantity of a beer.</summary>
public sealed record OrderLineResponse(string Sku, int Quantity, string Price)
{
    public static OrderLineResponse Of(OrderLine line) => new(line.Sku, line.Quantity, line.Price.ToString());
}
