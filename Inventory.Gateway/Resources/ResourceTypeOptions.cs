using Inventory.Gateway.Pricing;

namespace Inventory.Gateway.Resources;

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

/// <summary>An attribute that the resources of a type have, as configured in the type's <c>Attributes</c>.</summary>
/// <remarks>Numbers are texts here: an entry of a list that has another type than its option is passed over without a word.</remarks>
public sealed class AttributeOptions
{
    /// <summary>1 to 50 letters, digits, <c>_</c>, <c>-</c> or <c>.</c>; unique within the type.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// <c>string</c> (the default), <c>integer</c>, <c>number</c>, <c>boolean</c> or <c>date-time</c> (a string, RFC 3339).
    /// </summary>
    public string Type { get; set; } = "string";

    /// <summary>Whether every resource has to have it: <c>true</c> or <c>false</c> (the default).</summary>
    public string Required { get; set; } = "false";

    /// <summary>Of a string: the values that it may have. Default: any.</summary>
    public IReadOnlyList<string> Values { get; set; } = [];

    /// <summary>Of a string: how many characters it may have, 1 to 16384. Default: as many as all attributes together may.</summary>
    public string? MaxLength { get; set; }

    /// <summary>Of an integer or a number: the least that it may be. Default: none.</summary>
    public string? Minimum { get; set; }

    /// <summary>Of an integer or a number: the most that it may be. Default: none.</summary>
    public string? Maximum { get; set; }
}
