using Inventory.Gateway.Pricing;

namespace Inventory.Gateway.Resources;

public sealed class ResourceTypeOptions
{
    /// <summary>The <c>resource_type</c> of its resources: "Car". Unique. Resources are stored under it, so it cannot change.</summary>
    public string Name { get; set; } = "";

    /// <summary>The path of the collection below <c>/api</c>: "cars". Unique.</summary>
    public string Path { get; set; } = "";

    /// <summary><c>continuous</c> (the default): any time; <c>interval</c>: whole slots only; <c>pool</c>: any time, and each resource has a number of units; <c>asset</c>: cannot be allocated.</summary>
    public string Kind { get; set; } = "continuous";

    /// <summary>The slot of an interval type, ISO 8601: "PT30M". Whole microseconds. Slots count from 1970-01-01T00:00:00Z.</summary>
    public string? Slot { get; set; }

    /// <summary>Default: no price; the resources can be allocated, but not booked.</summary>
    public TariffOptions? Tariff { get; set; }

    /// <summary>Its rules, as <c>PUT …/policy</c> has them; a resource may override them. Default: none. Silos need them, too.</summary>
    public IConfigurationSection? Policy { get; set; }

    /// <summary>The declared attributes, which requests are checked against. Default: none.</summary>
    public IReadOnlyList<AttributeOptions> Attributes { get; set; } = [];

    /// <summary>What happens to undeclared attributes: <c>keep</c> (the default) or <c>refuse</c>.</summary>
    public string OtherAttributes { get; set; } = "keep";
}

/// <summary>All values are text: the configuration binder silently skips a list entry with a value of the wrong type.</summary>
public sealed class AttributeOptions
{
    /// <summary>1 to 50 letters, digits, <c>_</c>, <c>-</c> or <c>.</c>; unique within the type.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>string</c> (the default), <c>integer</c>, <c>number</c>, <c>boolean</c> or <c>date-time</c> (a string, RFC 3339).</summary>
    public string Type { get; set; } = "string";

    public string Required { get; set; } = "false";

    /// <summary>Whether <c>available</c> shows it to callers without a token.</summary>
    public string Public { get; set; } = "false";

    /// <summary>For a string: the allowed values. Default: any.</summary>
    public IReadOnlyList<string> Values { get; set; } = [];

    /// <summary>For a string: in characters, 1 to 16384. Default: as many as all attributes together may have.</summary>
    public string? MaxLength { get; set; }

    public string? Minimum { get; set; }

    public string? Maximum { get; set; }
}
