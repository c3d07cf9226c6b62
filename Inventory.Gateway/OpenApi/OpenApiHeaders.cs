using Inventory.Domain.Webhooks;
using Inventory.Gateway.Api;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

/// <summary>The headers of the contract, by method and status.</summary>
internal static class OpenApiHeaders
{
    public static void Describe(OpenApiOperation operation, string method, int status, OpenApiResponse response, bool isVersioned, bool isRepeatable)
    {
        var isSingle = operation.Parameters?.Any(p => p.In == ParameterLocation.Path) == true || method == "POST";
        var isFeed = operation.Parameters?.Any(p => p.Name == "after") == true;
        var isList = isFeed || operation.Parameters?.Any(p => p.Name == "cursor") == true;
        if (status == 201)
            Add(response, "Location", "The path of what was made.");
        if (isVersioned && isSingle && !isList && status is 200 or 201 or 304)
            Add(response, "ETag", "The version.");
        if (isList)
            Add(response, "Link", "The next page, rel=\"next\", if there is one.");
        if (isFeed)
            Accept(operation, "Last-Event-ID", "The id of the last event that the client has: what comes after it is told.");
        if (method == "POST" && isRepeatable)
            Accept(operation, IdempotencyKeyHeader.Header, "Any text, 1 to 255 characters: the request can be sent again, for 24 hours unless it is configured otherwise, and happens once.");
        if (status == 304)
            Accept(operation, "If-None-Match", "Entity tags that the client has.");
        if (method is "PATCH" or "DELETE" && isSingle && isVersioned)
            Accept(operation, "If-Match", "The entity tag that the change is meant for.");
    }

    /// <summary>The headers of Standard Webhooks.</summary>
    public static void DescribeSignature(OpenApiOperation operation)
    {
        Accept(operation, WebhookSignature.IdHeader, "The id of the event. Sent again with the same, it happens once.");
        Accept(operation, WebhookSignature.TimestampHeader, "When it was sent, in seconds since 1970: no more than five minutes from now.");
        Accept(operation, WebhookSignature.Header, "One or more signatures, with spaces between: v1, and the base64 of the HMAC-SHA256 of id.timestamp.body.");
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
