namespace Inventory.Gateway.Types;

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
