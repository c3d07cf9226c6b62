using Inventory.Gateway.Security;

namespace Inventory.Gateway.Resources;

public sealed class TypeApi(ResourceTypes types)
{
    public void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/types", List).RequireAuthorization(Access.Public).WithTags("Types").Named("listTypes")
            .Returns<ResourceTypeResponse[]>(200, "The types, in the order of the configuration.").Problems(ProblemTypes.Invalid);

    [EndpointSummary("Lists the resource types.")]
    [EndpointDescription("Types come from the configuration of the service. `path` is the `{type}` in the paths of this document; `kind` says which of its operations a type has, and `attributes` what its resources have to have.")]
    private IResult List(HttpContext http, string? limit, string? cursor)
    {
        var query = new Query();
        var (count, begin) = (query.Limit(limit), (int)Math.Min(query.Cursor(cursor) ?? 0, types.All.Count));
        if (query.Problem is { } problem) return problem;

        return new ApiResult<ResourceTypeResponse[]>(200, [.. types.All.Skip(begin).Take(count).Select(ResourceTypeResponse.Of)], ResourceJson.Default.ResourceTypeResponseArray)
        {
            Next = begin + count < types.All.Count ? Cursor.Link(http.Request, begin + count) : null,
        };
    }
}

/// <summary>A resource type.</summary>
/// <param name="Name">The <c>resource_type</c> of its resources.</param>
/// <param name="Path">The path of the collection below <c>/api</c>.</param>
/// <param name="Kind"><c>continuous</c>, <c>interval</c>, <c>pool</c> or <c>asset</c>.</param>
/// <param name="Slot">The slot of an interval type, ISO 8601.</param>
/// <param name="Attributes">The declared attributes, if the type has rules for attributes.</param>
/// <param name="OtherAttributes">What happens to undeclared attributes: <c>keep</c> or <c>refuse</c>. Present with <c>attributes</c>.</param>
/// <param name="Policy">The rules of its resources, if the type has any; a resource may override them.</param>
/// <param name="TimeZoneData">The version of the time zone data that the rules are judged by. Present with <c>policy</c>.</param>
[Example("""{"name": "Runway", "path": "runways", "kind": "interval", "slot": "PT30M"}""")]
public sealed record ResourceTypeResponse(
    string Name,
    string Path,
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Slot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AttributeResponse>? Attributes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OtherAttributes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] RawJson Policy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TimeZoneData)
{
    public static ResourceTypeResponse Of(ResourceType type) => new(
        type.Name, type.Path, type.Kind, type.Slot,
        type.HasRules ? [.. type.Attributes.Declared.Select(AttributeResponse.Of)] : null,
        !type.HasRules ? null : type.Attributes.RefusesOthers ? "refuse" : "keep",
        type.Policy.IsEmpty ? default : new RawJson(type.Policy),
        type.Policy.IsEmpty ? null : NodaTime.DateTimeZoneProviders.Tzdb.VersionId);
}

/// <summary>An attribute that a type declares; who has no token sees only public ones. Strings may have <c>values</c> and a <c>max_length</c> in characters; numbers a <c>minimum</c> and <c>maximum</c>.</summary>
public sealed record AttributeResponse(
    string Name,
    string Type,
    bool Required,
    bool Public,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Values,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MaxLength,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Minimum,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Maximum)
{
    public static AttributeResponse Of(AttributeDefinition rule) => new(
        rule.Name, AttributeTypeNames.NameOf(rule.Type), rule.IsRequired, rule.IsPublic,
        rule.Values.IsEmpty ? null : rule.Values, rule.MaxLength, rule.Minimum, rule.Maximum);
}

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
