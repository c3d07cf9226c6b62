using System.Text.Json.Serialization;

namespace Inventory.Gateway.Types;

/// <summary>A resource type.</summary>
/// <param name="Name">What <c>resource_type</c> carries.</param>
/// <param name="Path">The collection's place below <c>/api</c>.</param>
/// <param name="Kind"><c>continuous</c> or <c>interval</c>.</param>
/// <param name="Slot">The slot of an interval type, an ISO 8601 duration.</param>
public sealed record ResourceTypeResponse(string Name, string Path, string Kind, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Slot)
{
    public static ResourceTypeResponse Of(ResourceType type) => new(type.Name, type.Path, type.Grid is null ? "continuous" : "interval", type.Slot);
}
