using System.Text.Json.Serialization;

namespace Inventory.Gateway.Types;

/// <summary>A resource type.</summary>
/// <param name="Name">What <c>resource_type</c> carries.</param>
/// <param name="Path">The collection's place below <c>/api</c>.</param>
/// <param name="Kind"><c>continuous</c>, <c>interval</c> or <c>asset</c>.</param>
/// <param name="Slot">The slot of an interval type, an ISO 8601 duration.</param>
/// <param name="Attributes">What it says of its resources' attributes, if it says anything.</param>
/// <param name="OtherAttributes">Whether others are kept: <c>keep</c> or <c>refuse</c>; with <paramref name="Attributes"/>.</param>
public sealed record ResourceTypeResponse(
    string Name,
    string Path,
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Slot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AttributeResponse>? Attributes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OtherAttributes)
{
    public static ResourceTypeResponse Of(ResourceType type) => new(
        type.Name, type.Path, type.Kind, type.Slot,
        type.HasRules ? [.. type.Attributes.Declared.Select(AttributeResponse.Of)] : null,
        !type.HasRules ? null : type.Attributes.RefusesOthers ? "refuse" : "keep");
}
