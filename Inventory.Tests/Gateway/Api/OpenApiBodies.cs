using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Inventory.Tests.Gateway.Api;

/// <summary>The schemas of a document (JSON Schema 2020-12), to check bodies with.</summary>
internal sealed class OpenApiBodies
{
    private readonly string _definitions;
    private readonly EvaluationOptions _options;
    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = new();

    /// <param name="document">The OpenAPI document.</param>
    /// <param name="isStrict">For answers: no members besides those that are named, and texts in their format.</param>
    public OpenApiBodies(string document, bool isStrict)
    {
        var definitions = JsonNode.Parse(document)!["components"]!["schemas"]!;
        if (isStrict)
            Close(definitions);
        else
            Open(definitions);
        _definitions = definitions.ToJsonString();
        _options = new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = isStrict };
    }

    public IEnumerable<string> FaultsOf(JsonElement schema, byte[] body)
    {
        var results = _schemas.GetOrAdd(schema.GetRawText(), Compile).Evaluate(JsonElement.Parse(body), _options);
        return results.IsValid ? [] : (results.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!, (detail, error) => $"{detail.InstanceLocation}: {error.Value}");
    }

    private JsonSchema Compile(string schema) =>
        JsonSchema.FromText($$"""{"$defs":{{_definitions}},"allOf":[{{schema}}]}""".Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));

    private static IEnumerable<JsonNode?> PartsOf(JsonNode? node) => node is JsonObject members ? members.Select(member => member.Value) : node is JsonArray items ? items : [];

    private static void Open(JsonNode? node)
    {
        foreach (var part in PartsOf(node))
            Open(part);
        // Older clients leave out the offset of a moment.
        if (node is JsonObject schema && schema["format"] is JsonValue)
            schema.Remove("format");
    }

    private static void Close(JsonNode? node)
    {
        foreach (var part in PartsOf(node))
            Close(part);
        if (node is JsonObject schema && schema["properties"] is JsonObject && schema["additionalProperties"] is null)
            schema["additionalProperties"] = false;
    }
}
