using System.Text.Json.Nodes;
using Inventory.Domain.Webhooks;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

internal static class OpenApiHeaders
{
    private const string Tag = "\"1\"";

    public static void Describe(OpenApiOperation operation, string method, IList<object> endpoint, OpenApiDocument document)
    {
        var (isVersioned, isList) = (endpoint.OfType<VersionedMetadata>().Any(), operation.Parameters!.Any(p => p.Name == "limit"));
        foreach (var answer in endpoint.OfType<ReturnsMetadata>())
        {
            var response = (OpenApiResponse)operation.Responses![$"{answer.Status}"];
            response.Description = answer.Description;
            if (answer.Status is 201 or 202 && endpoint.OfType<CreatesMetadata>().Any())
                Add(response, document, "Location", "The path of the new object.", "/api/cars/0198a7b0-0000-7000-8000-0000000000aa");
            if (isVersioned && answer.Status is 200 or 201 or 304)
                Add(response, document, "ETag", "The version, for If-Match and If-None-Match.", Tag);
            if (isList && answer.Status == 200)
                Add(response, document, "Link", "The next page, rel=\"next\". Not given with the last one.", "</api/cars?cursor=AAAAAAAAA-g>; rel=\"next\"", isRequired: false);
        }
        if (operation.Parameters!.Any(p => p.Name == "after"))
            Accept(operation, "Last-Event-ID", "The id of the last event that the client has; the answer begins after it.", "AAAAAAAAAAE");
        if (method == "POST" && !endpoint.OfType<NotRepeatableMetadata>().Any())
            Accept(operation, IdempotencyKeyHeader.Header,
                "1 to 255 characters. Repeated with the same key within 24 hours (configurable), the request takes effect once.", "0f3c6d0e-booking-4711");
        if (method == "GET" && isVersioned)
            Accept(operation, "If-None-Match", "Entity tags that the client has.", Tag);
        if (method is "PATCH" or "DELETE" && isVersioned)
            Accept(operation, "If-Match", "The entity tag of the version to change.", Tag);
        if (endpoint.OfType<SignedMetadata>().Any())
            DescribeSignature(operation);
    }

    public static void Describe(OpenApiResponse response, IReadOnlyList<ProblemType> problems, OpenApiDocument document)
    {
        if (problems[0].Status is 429 or 503)
            Add(response, document, "Retry-After", "Seconds to wait before the request is sent again.", 1);
        if (problems[0].Status == 401 && !problems.Contains(ProblemTypes.SignatureInvalid))
            Add(response, document, "WWW-Authenticate", "The scheme that is asked for, and what is wrong with the token (RFC 6750).", "Bearer realm=\"inventory\", error=\"invalid_token\"");
    }

    public static void DescribeSignature(OpenApiOperation operation)
    {
        Accept(operation, WebhookSignature.IdHeader, "The id of the event. A repeated event with the same id takes effect once.", "booking_confirmed_0198a7b00000700080000000000000cc", isRequired: true);
        Accept(operation, WebhookSignature.TimestampHeader, "When it was sent, in seconds since 1970; at most five minutes from now.", "1796119200", isRequired: true);
        Accept(operation, WebhookSignature.Header,
            "One or more signatures, separated by spaces. A signature is v1, and the base64 of the HMAC-SHA256 of id.timestamp.body.",
            "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=", isRequired: true);
    }

    private static void Add(OpenApiResponse response, OpenApiDocument document, string name, string description, JsonNode example, bool isRequired = true)
    {
        document.AddComponent<IOpenApiHeader>(name, new OpenApiHeader
        {
            Description = description,
            Required = isRequired,
            Schema = new OpenApiSchema { Type = example.GetValueKind() == System.Text.Json.JsonValueKind.Number ? JsonSchemaType.Integer : JsonSchemaType.String },
            Example = example,
        });
        (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = new OpenApiHeaderReference(name, document);
    }

    private static void Accept(OpenApiOperation operation, string name, string description, string example, bool isRequired = false) =>
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Required = isRequired,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = example,
        });
}
