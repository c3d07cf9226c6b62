using System.Text.Json.Serialization;
using Inventory.Contracts;

namespace Inventory.Gateway.Types;

/// <summary>An attribute that a type declares.</summary>
/// <param name="Name">Of the attribute.</param>
/// <param name="Type"><c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c> or <c>date-time</c>.</param>
/// <param name="Required">Every resource has to have it.</param>
/// <param name="Values">Of a string: what it may be, if that is not any.</param>
/// <param name="MaxLength">Of a string: in characters.</param>
/// <param name="Minimum">Of an integer or a number.</param>
/// <param name="Maximum">Of an integer or a number.</param>
public sealed record AttributeResponse(
    string Name,
    string Type,
    bool Required,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Values,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MaxLength,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Minimum,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Maximum)
{
    public static AttributeResponse Of(AttributeRule rule) => new(
        rule.Name, AttributeTypeNames.NameOf(rule.Type), rule.IsRequired,
        rule.Values.IsEmpty ? null : rule.Values, rule.MaxLength, rule.Minimum, rule.Maximum);
}
