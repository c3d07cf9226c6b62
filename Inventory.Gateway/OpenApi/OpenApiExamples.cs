using System.Text.Json.Nodes;
using Inventory.Gateway.Imports;
using Inventory.Gateway.Policies;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

/// <summary>The examples of bodies are at their types. Here they move to the operations, where readers and tools look for them.</summary>
internal static class OpenApiExamples
{
    // Of bodies that are not JSON.
    private static readonly Dictionary<string, string> Texts = new() { ["text/calendar"] = HolidayCalendar.Example, [CsvText.MediaType] = ImportUpload.Example };

    public static Task Move(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        var schemas = document.Components!.Schemas!;
        var examples = new Dictionary<string, JsonNode>();
        foreach (var (name, schema) in schemas)
            if (schema is OpenApiSchema { Examples: [{ } example, ..] } component)
                (examples[name], component.Examples) = (example, null);
        foreach (var (mediaType, content, isFound) in document.Paths.Values.Concat(document.Webhooks!.Values).SelectMany(path => path.Operations!.Values).SelectMany(ContentsOf))
            content.Example ??= Texts.GetValueOrDefault(mediaType) ?? ExampleOf(content.Schema, examples) ?? (content.Schema?.Type == JsonSchemaType.Boolean ? (JsonNode?)isFound : null);
        return Task.CompletedTask;
    }

    public static IOpenApiExample Of(ProblemType problem) => new OpenApiExample
    {
        Summary = problem.Title,
        Value = new JsonObject
        {
            ["type"] = problem.Path,
            ["title"] = problem.Title,
            ["status"] = problem.Status,
            ["detail"] = problem.Explanation,
            ["instance"] = "/api/cars",
            ["trace_id"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        },
    };

    private static IEnumerable<(string MediaType, OpenApiMediaType Content, bool IsFound)> ContentsOf(OpenApiOperation operation) =>
        from body in operation.Responses!.Select(response => (response.Key, (response.Value as OpenApiResponse)?.Content)).Prepend(("request", operation.RequestBody?.Content))
        from content in body.Item2 ?? new Dictionary<string, OpenApiMediaType>()
        select (content.Key, content.Value, body.Item1 != "404");

    private static JsonNode? ExampleOf(IOpenApiSchema? schema, Dictionary<string, JsonNode> examples) => schema switch
    {
        OpenApiSchemaReference { Reference.Id: { } id } => examples.GetValueOrDefault(id)?.DeepClone(),
        { Type: JsonSchemaType.Array, Items: { } items } => ExampleOf(items, examples) is { } item ? new JsonArray(item) : null,
        _ => null,
    };
}
