using Inventory.Gateway.Resources;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

internal static class OpenApiAttributes
{
    public static void Describe(OpenApiOperation operation, string method, AttributeSchema rules)
    {
        if (method == "GET")
            foreach (var rule in rules.Declared)
                (operation.Parameters ??= []).Add(new OpenApiParameter
                {
                    Name = AttributeQuery.Prefix + rule.Name,
                    In = ParameterLocation.Query,
                    Description = "Only resources with exactly this value.",
                    Schema = Value(rule, mayBeNull: false),
                });
        else if (!rules.Declared.IsEmpty || rules.RefusesOthers)
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
                content.Schema = new OpenApiSchema { AllOf = [content.Schema!, Body(rules, isPatch: method == "PATCH")] };
    }

    // For requests only: stored attributes may be older than the declaration.
    private static OpenApiSchema Body(AttributeSchema rules, bool isPatch)
    {
        var required = isPatch ? [] : rules.Declared.Where(rule => rule.IsRequired).Select(rule => rule.Name).ToHashSet();
        var attributes = new OpenApiSchema
        {
            Type = required.Count > 0 ? JsonSchemaType.Object : JsonSchemaType.Object | JsonSchemaType.Null,
            Properties = rules.Declared.ToDictionary(
                rule => rule.Name, rule => (IOpenApiSchema)Value(rule, mayBeNull: isPatch && !rule.IsRequired)),
            Required = required,
            AdditionalPropertiesAllowed = !rules.RefusesOthers,
        };
        return new()
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["attributes"] = attributes },
            Required = required.Count > 0 ? new HashSet<string> { "attributes" } : [],
        };
    }

    private static OpenApiSchema Value(AttributeDefinition rule, bool mayBeNull) => new()
    {
        Type = TypeOf(rule.Type) | (mayBeNull ? JsonSchemaType.Null : 0),
        Format = rule.Type == AttributeType.DateTime ? "date-time" : null,
        Enum = rule.Values.IsEmpty ? null : [.. rule.Values, .. mayBeNull ? [null!] : Array.Empty<string>()],
        MaxLength = rule.MaxLength,
        Minimum = rule.Minimum?.ToString("R", CultureInfo.InvariantCulture),
        Maximum = rule.Maximum?.ToString("R", CultureInfo.InvariantCulture),
    };

    private static JsonSchemaType TypeOf(AttributeType type) => type switch
    {
        AttributeType.String or AttributeType.DateTime => JsonSchemaType.String,
        AttributeType.Integer => JsonSchemaType.Integer,
        AttributeType.Number => JsonSchemaType.Number,
        AttributeType.Boolean => JsonSchemaType.Boolean,
    };
}
