using System.Globalization;
using Inventory.Gateway.Api;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

/// <summary>The query parameters of the contract. Handlers take them as texts, so that every fault can be told at once.</summary>
internal static class OpenApiParameters
{
    public static void Describe(OpenApiParameter parameter)
    {
        if (parameter.In != ParameterLocation.Query)
            return;
        (parameter.Description, var schema) = parameter.Name switch
        {
            "limit" => ("How many at most.", new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = "1",
                Maximum = Query.MaxLimit.ToString(CultureInfo.InvariantCulture),
                Default = Query.MaxLimit,
            }),
            "cursor" => ("Where to go on, from a Link header.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "after" => ("The id of an event: what comes after it is told.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "duration" => ("The shortest time to find, ISO 8601.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "duration" }),
            "as_of" => ("Answer with what was known at this moment, which has to have passed.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }),
            "force" => ("Release what has not ended.", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false }),
            "from" or "to" => ($"The window {parameter.Name} this moment; without it, without end.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }),
            "customer" => ("For operators: whose.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "type" => ("The path of a type: cars.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "name" => ("Only what has exactly this name.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "reference" => ("Only what has exactly this reference.", new OpenApiSchema { Type = JsonSchemaType.String }),
            _ => (parameter.Description, (OpenApiSchema?)parameter.Schema),
        };
        parameter.Schema = schema;
        parameter.Required = false;
    }
}
