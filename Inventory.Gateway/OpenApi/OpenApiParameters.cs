using System.Text.Json.Nodes;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

/// <summary>Handlers take query parameters as text, so that they can report every error at once.</summary>
internal static class OpenApiParameters
{
    /// <summary>Below it each operation is described once, for all types.</summary>
    public const string OfTypes = "api/{type}";

    private const string OfSeries = "api/series/";

    public static void Describe(OpenApiOperation operation, string path, IList<object> endpoint)
    {
        operation.Parameters ??= [];
        var required = endpoint.OfType<RequiredMetadata>().SelectMany(m => m.Parameters).ToHashSet();
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            var isInPath = parameter.In == ParameterLocation.Path;
            parameter.Required = isInPath || required.Contains(parameter.Name!);
            (parameter.Description, parameter.Example, var schema) = isInPath ? InPath(parameter.Name!, path)
                : path.StartsWith(OfSeries, StringComparison.Ordinal) ? ("The `recurrence_id` of the first occurrence.", "2026-12-08T09:00:00", Text()) : InQuery(parameter.Name!, parameter.Required);
            parameter.Schema = schema ?? parameter.Schema;
        }
        if (path.StartsWith(OfTypes, StringComparison.Ordinal))
            operation.Parameters.Insert(0, new OpenApiParameter
            {
                Name = "type",
                In = ParameterLocation.Path,
                Required = true,
                Description = "The path of a type, from GET /api/types.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z0-9-]{1,50}$" },
                Example = "cars",
            });
        if (endpoint.OfType<FeedMetadata>().Any())
            operation.Parameters.Add(OfFeeds);
        if (endpoint.OfType<FilteredMetadata>().Any())
            operation.Parameters.Add(Filters);
    }

    private static (string Description, JsonNode Example, IOpenApiSchema? Schema) InPath(string name, string path) => name switch
    {
        "id" => ($"The id of the {NounBeforeId(path)}.", "0198a7b0-0000-7000-8000-0000000000aa", null),
        "allocation_id" => ("The id of the allocation.", "0198a7b0-0000-7000-8000-0000000000bb", null),
        "entry_id" => ("The id of the entry.", "0198a7b0-0000-7000-8000-0000000000dd", null),
        "recurrence_id" => ("The local time at which the rule begins the occurrence.", "2026-12-08T09:00:00", null),
        "item" => ("The number of the item in the booking, from 0.", 0, null),
        "sku" => ("The sku of the beer.", "ipa", null),
        "number" => ("The number of the invoice or credit note.", "2026-1", null),
        _ => throw new System.Diagnostics.UnreachableException($"{path} has a parameter {name}: describe it here."),
    };

    private static string NounBeforeId(string path)
    {
        var segments = path.Split('/');
        return segments[Array.FindIndex(segments, segment => segment.StartsWith("{id", StringComparison.Ordinal)) - 1] switch
        {
            "{type}" => "resource",
            "series" => "series",
            var collection => collection[..^1].Replace('-', ' '),
        };
    }

    private static (string Description, JsonNode Example, IOpenApiSchema Schema) InQuery(string name, bool isRequired) => name switch
    {
        "limit" => ("The maximum number of results.", 100, new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
            Maximum = Query.MaxLimit.ToString(CultureInfo.InvariantCulture),
            Default = Query.MaxLimit,
        }),
        "cursor" => ("The position to continue from, from a Link header.", "AAAAAAAAA-g", Text()),
        "after" => ("The id of an event; the answer begins after it.", "AAAAAAAAAAE", Text()),
        "duration" => ("The shortest time to find, ISO 8601.", "PT1H", Text("duration")),
        "as_of" => ("Answer with what was known at this moment, which has to be in the past.", "2026-11-20T09:00:00Z", Text("date-time")),
        "order" => ("`oldest` first, or `newest`.", "newest", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["oldest", "newest"], Default = "oldest" }),
        "status" => ("Only bookings with this status: held, confirmed, returned, cancelled or expired.", "confirmed", Text()),
        "units" => ("Of a pool, how many units have to be free.", 3, new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "1000000", Default = 1 }),
        "allocation_type" => ("The type of the allocation that is wanted: the turnaround depends on it.", "booking", Text()),
        "effective" => ("The rules that apply, with those of the type.", true, new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false }),
        "dry_run" => ("Only say what the change would be and cost.", true, new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false }),
        "force" => ("Release the allocations that have not ended.", true, new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false }),
        "from" => (isRequired ? "The start of the window." : "The start of the window. Default: infinite.", "2026-12-01T10:00:00Z", Text("date-time")),
        "to" => (isRequired ? "The end of the window." : "The end of the window. Default: infinite.", "2026-12-01T12:00:00Z", Text("date-time")),
        "customer" => ("For operators: the id of the customer.", "0198a7b0-0000-7000-8000-0000000000dd", Text()),
        "type" => ("The path of a type.", "cars", Text()),
        "of" => ("What the rows of the file are: `resources` or `allocations`.", "allocations", OneOf("resources", "allocations")),
        "mode" => ("`check`: only say what would be refused; `apply`.", "check", OneOf("check", "apply")),
        "name" => ("Only resources with exactly this name.", "Car1", Text()),
        "resource" => ("Only these resources, by their ids: `resource=…&resource=…`.", new JsonArray("0198a7b0-0000-7000-8000-0000000000aa"), new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = Text("uuid"),
        }),
        "reference" => ("Only allocations with exactly this reference.", "4711", Text()),
        "username" => ("The name of a user, in any case of letters.", "ada", Text()),
        "sku" => ("The sku of a beer, unless the body names it.", "ipa", Text()),
        _ => throw new System.Diagnostics.UnreachableException($"A query parameter {name}: describe it here."),
    };

    private static OpenApiParameter OfFeeds => new()
    {
        Name = FeedToken.Parameter,
        In = ParameterLocation.Query,
        Description = "A calendar token from POST /api/calendar-tokens, for programs that send no headers. It counts before a token in the header.",
        Schema = Text(),
        Example = "ic_AZinsAAAcACAAAAAAAAAEgABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
    };

    // The names are the client's, so that the members of the object are the parameters.
    private static OpenApiParameter Filters => new()
    {
        Name = "attributes",
        In = ParameterLocation.Query,
        Style = ParameterStyle.Form,
        Explode = true,
        Description = $"Only resources with exactly these values: `{AttributeQuery.Prefix}name=value`, up to {AttributeQuery.MaxFilters} of them.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Text() },
        Example = new JsonObject { [$"{AttributeQuery.Prefix}colour"] = "red" },
    };

    private static OpenApiSchema OneOf(params string[] values) => new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => (JsonNode)value)] };

    private static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };
}
