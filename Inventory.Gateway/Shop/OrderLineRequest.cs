using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Inventory.Domain.Shop;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Shop;

/// <summary>So many of one beer.</summary>
public sealed record OrderLineRequest
{
    /// <summary>Which.</summary>
    [Required]
    public string? Sku { get; set; }

    /// <summary>How many: 1 to 1,000,000.</summary>
    [Required, Range(1, OrderDecisions.MaxQuantity), JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public int? Quantity { get; set; }

    public List<Fault> Faults()
    {
        var faults = new List<Fault>();
        if (string.IsNullOrEmpty(Sku))
            faults.Add(Fault.Member("sku", "sku is missing."));
        if (Quantity is null)
            faults.Add(Fault.Member("quantity", "quantity is missing."));
        else if (Quantity is < 1 or > OrderDecisions.MaxQuantity)
            faults.Add(Fault.Member("quantity", $"quantity has to be from 1 to {OrderDecisions.MaxQuantity}."));
        return faults;
    }
}
