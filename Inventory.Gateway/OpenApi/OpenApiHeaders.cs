using Inventory.Domain.Webhooks;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

internal static class OpenApiHeaders
{
    public static void Describe(OpenApiOperation operation, string method, int status, OpenApiResponse response, bool isVersioned, bool isRepeatable)
    {
        var isSingle = operation.Parameters?.Any(p => p.In == ParameterLocation.Path) == true || method == "POST";
        var isFeed = operation.Parameters?.Any(p => p.Name == "after") == true;
        var isList = isFeed || operation.Parameters?.Any(p => p.Name == "cursor") == true;
        if (status == 201)
            Add(response, "Location", "The path of the new object.");
        if (isVersioned && isSingle && !isList && status is 200 or 201 or 304)
            Add(response, "ETag", "The version.");
        if (isList)
            Add(response, "Link", "The next page, rel=\"next\", if there is one.");
        if (isFeed)
            Accept(operation, "Last-Event-ID", "The id of the last event that the client has; the answer begins after it.");
        if (method == "POST" && isRepeatable)
            Accept(operation, IdempotencyKeyHeader.Header, "1 to 255 characters. Repeated with the same key within 24 hours (configurable), the request takes effect once.");
        if (status == 304)
            Accept(operation, "If-None-Match", "Entity tags that the client has.");
        if (method is "PATCH" or "DELETE" && isSingle && isVersioned)
            Accept(operation, "If-Match", "The entity tag of the version to change.");
    }

    public static void DescribeSignature(OpenApiOperation operation)
    {
        Accept(operation, WebhookSignature.IdHeader, "The id of the event. A repeated event with the same id takes effect once.");
        Accept(operation, WebhookSignature.TimestampHeader, "When it was sent, in seconds since 1970; at most five minutes from now.");
        Accept(operation, WebhookSignature.Header, "One or more signatures, separated by spaces. A signature is v1, and the base64 of the HMAC-SHA256 of id.timestamp.body.");
        foreach (var header in operation.Parameters!.OfType<OpenApiParameter>())
            header.Required = true;
    }

    private static void Add(OpenApiResponse response, string name, string description) =>
        (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = new OpenApiHeader { Description = description, Schema = Text };

    private static void Accept(OpenApiOperation operation, string name, string description)
    {
        operation.Parameters ??= [];
        if (operation.Parameters.All(p => p.Name != name))
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Description = description, Schema = Text });
    }

    private static OpenApiSchema Text => new() { Type = JsonSchemaType.String };
}
