using Inventory.Gateway.Pricing;

namespace Inventory.Gateway.Types;

/// <summary>A resource type, as configured in <c>Inventory:Types</c>.</summary>
public sealed class ResourceTypeOptions
{
    /// <summary>What <c>resource_type</c> carries: "Car". Unique; resources are stored under it, so it does not change.</summary>
    public string Name { get; set; } = "";

    /// <summary>The collection's place below <c>/api</c>: "cars". Unique.</summary>
    public string Path { get; set; } = "";

    /// <summary><c>continuous</c> (the default): any time; <c>interval</c>: whole slots only; <c>asset</c>: it is kept, and not allocated.</summary>
    public string Kind { get; set; } = "continuous";

    /// <summary>The slot of an interval type, an ISO 8601 duration: "PT30M". A whole number of microseconds. Slots count from 1970-01-01T00:00:00Z.</summary>
    public string? Slot { get; set; }

    /// <summary>What its resources cost. Default: they have no price; they can be allocated, and not booked.</summary>
    public TariffOptions? Tariff { get; set; }

    /// <summary>The attributes that its resources have: what is sent is checked against it. Default: none is declared.</summary>
    public IReadOnlyList<AttributeOptions> Attributes { get; set; } = [];

    /// <summary>What becomes of attributes that are not declared: <c>keep</c> (the default) or <c>refuse</c>.</summary>
    public string OtherAttributes { get; set; } = "keep";
}
