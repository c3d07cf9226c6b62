using System.Text.Json.Serialization;
using Inventory.Domain.Resources;
using Inventory.Gateway.Api;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Resources;

/// <summary>The resource types.</summary>
public sealed class TypeApi(ResourceTypes types)
{
    public void Map(IEndpointRouteBuilder api) =>
        // What can be booked is for everybody.
        api.MapGet("/types", List).RequireAuthorization(Access.Public).WithTags("Types").Returns<ResourceTypeResponse[]>(200, "The types, in the order of the configuration.");

    /// <summary>Lists the resource types.</summary>
    private ApiResult<ResourceTypeResponse[]> List() =>
        new(200, [.. types.All.Select(ResourceTypeResponse.Of)], ResourceJson.Default.ResourceTypeResponseArray);
}

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
    public static AttributeResponse Of(AttributeDefinition rule) => new(
        rule.Name, AttributeTypeNames.NameOf(rule.Type), rule.IsRequired,
        rule.Values.IsEmpty ? null : rule.Values, rule.MaxLength, rule.Minimum, rule.Maximum);
}

/// <summary>The types of attributes, as they are called in the configuration and in answers.</summary>
internal static class AttributeTypeNames
{
    private static readonly (AttributeType Type, string Name)[] All =
        [.. Enum.GetValues<AttributeType>().Select(type => (type, NameOf(type)))];

    public static string Names => string.Join(", ", All.Select(one => one.Name));

    public static AttributeType? Find(string name) =>
        All.Where(one => one.Name == name).Select(one => (AttributeType?)one.Type).FirstOrDefault();

    public static string NameOf(AttributeType type) => type switch
    {
        AttributeType.String => "string",
        AttributeType.Integer => "integer",
        AttributeType.Number => "number",
        AttributeType.Boolean => "boolean",
        AttributeType.DateTime => "date-time",
    };
}
