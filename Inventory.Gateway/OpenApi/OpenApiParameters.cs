using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

/// <summary>Handlers take query parameters as text, so that they can report every error at once.</summary>
internal static class OpenApiParameters
{
    public static void Describe(OpenApiParameter parameter)
    {
        if (parameter.In != ParameterLocation.Query)
            return;
        (parameter.Description, var schema) = parameter.Name switch
        {
            "limit" => ("The maximum number of results.", new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = "1",
                Maximum = Query.MaxLimit.ToString(CultureInfo.InvariantCulture),
                Default = Query.MaxLimit,
            }),
            "cursor" => ("The position to continue from, from a Link header.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "after" => ("The id of an event; the answer begins after it.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "duration" => ("The shortest time to find, ISO 8601.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "duration" }),
            "as_of" => ("Answer with what was known at this moment, which has to be in the past.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }),
            "force" => ("Release the allocations that have not ended.", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false }),
            "from" => ("The start of the window. Default: infinite.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }),
            "to" => ("The end of the window. Default: infinite.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }),
            "customer" => ("For operators: the id of the customer.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "type" => ("The path of a type: cars.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "name" => ("Only resources with exactly this name.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "reference" => ("Only allocations with exactly this reference.", new OpenApiSchema { Type = JsonSchemaType.String }),
            _ => (parameter.Description, (OpenApiSchema?)parameter.Schema),
        };
        parameter.Schema = schema;
        parameter.Required = false;
    }
}
