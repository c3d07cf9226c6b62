using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Shop;

namespace Inventory.Gateway.Shop;

/// <summary>A quantity of a beer.</summary>
[Example("""{"sku": "ipa", "quantity": 2}""")]
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
[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-0000000000ff", "is_open": true, "beers": [{"sku": "ipa", "quantity": 2, "price": "1.19"}],
    "total": "2.38", "time_created": "2026-11-20T09:00:00Z", "time_modified": "2026-11-20T09:00:00Z"}
    """)]
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
