using System.Text.Json;
using System.Text.Json.Nodes;
using Inventory.Grains.Configuration;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

public static class OpenApiDescriptions
{
    public const string Version = "v1";

    private static readonly string[] Unversioned = ["api/users", "api/keys", "api/beers", "api/orders"];

    private static readonly ProblemType[] AboutBodies =
        [ProblemTypes.Malformed, ProblemTypes.Invalid, ProblemTypes.RequestTimeout, ProblemTypes.BodyTooLarge, ProblemTypes.UnsupportedMediaType];

    public static void AddInventoryOpenApi(this IServiceCollection services, params JsonSerializerContext[] bodies)
    {
        // These options write nothing: the document takes the names and types of members from them.
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new InstantConverter());
            foreach (var (i, context) in bodies.Index())
                options.SerializerOptions.TypeInfoResolverChain.Insert(i, context);
        });
        services.AddOpenApi(Version, options =>
        {
            options.ShouldInclude = description => description.HttpMethod != HttpMethods.Head;
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = type => IsScalar(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            options.AddDocumentTransformer(Introduce);
            options.AddOperationTransformer(DescribeOperation);
            options.AddSchemaTransformer(DescribeSchema);
        });
    }

    // Described at each member: each has its own null.
    private static bool IsScalar(Type type) => type == typeof(Instant) || type == typeof(RawJson) || type == typeof(JsonElement);

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Inventory",
            Version = "1",
            Description = "Reservations of things that exist once. Times are UTC, intervals half-open, errors RFC 9457.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        OpenApiSecurity.Describe(document);
        return Task.CompletedTask;
    }

    private static async Task DescribeOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var endpoint = context.Description.ActionDescriptor.EndpointMetadata;
        var path = context.Description.RelativePath!;
        var isVersioned = !Unversioned.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal));
        var isRepeatable = !endpoint.OfType<NotRepeatableMetadata>().Any();
        if (endpoint.OfType<SignedMetadata>().Any())
            OpenApiHeaders.DescribeSignature(operation);
        foreach (var answer in endpoint.OfType<ReturnsMetadata>())
            if (operation.Responses?.GetValueOrDefault($"{answer.Status}") is OpenApiResponse response)
            {
                response.Description = answer.Description;
                OpenApiHeaders.Describe(operation, context.Description.HttpMethod!, answer.Status, response, isVersioned, isRepeatable);
            }

        var access = endpoint.OfType<IAllowAnonymous>().Any() ? null : endpoint.OfType<IAuthorizeData>().LastOrDefault()?.Policy;
        OpenApiSecurity.Describe(operation, context.Document!, access);
        var problems = endpoint.OfType<ProblemMetadata>().SelectMany(m => m.Problems)
            .Concat(endpoint.OfType<IAcceptsMetadata>().Any() ? AboutBodies : [])
            .Concat(OpenApiSecurity.ProblemsOf(access))
            .Append(ProblemTypes.InternalError).Append(ProblemTypes.Unavailable);
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellation);
        context.Document!.AddComponent(nameof(Problem), schema);
        operation.Responses ??= [];
        foreach (var status in problems.Distinct().GroupBy(p => p.Status).OrderBy(g => g.Key))
            operation.Responses[$"{status.Key}"] = new OpenApiResponse
            {
                Description = string.Join(" ", status.Select(p => $"`{p.Path}`: {p.Title}.")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
                },
            };

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            OpenApiParameters.Describe(parameter);
        foreach (var attributes in endpoint.OfType<AttributeMetadata>())
            OpenApiAttributes.Describe(operation, context.Description.HttpMethod!, attributes.Rules);
    }

    private static Task DescribeSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(RawJson) || type == typeof(JsonElement))
        {
            schema.Type = type == typeof(RawJson) ? JsonSchemaType.Object : JsonSchemaType.Object | JsonSchemaType.Null;
            schema.AdditionalPropertiesAllowed = true;
            schema.Examples = [new JsonObject { ["colour"] = "red" }];
        }
        else if (type == typeof(IConflictResponse))
        {
            // No discriminator is needed: the role of the caller decides which of the two it gets.
            schema.Discriminator = null;
        }
        else if (type == typeof(Instant))
        {
            schema.Type = context.JsonPropertyInfo?.Name is "from_datetime" or "to_datetime" or "from" or "to" or "expires" or "next_attempt" or "finished"
                ? JsonSchemaType.String | JsonSchemaType.Null
                : JsonSchemaType.String;
            schema.Format = "date-time";
        }
        else if (context.JsonPropertyInfo?.Name is "from_datetime" or "to_datetime")
        {
            schema.Format = "date-time";
        }
        else if (context.JsonPropertyInfo?.Name == "hold_seconds")
        {
            var limits = context.ApplicationServices.GetRequiredService<IOptions<LimitsOptions>>().Value;
            (schema.Minimum, schema.Maximum) = ("1", limits.HoldSeconds.ToString(CultureInfo.InvariantCulture));
        }
        else if (schema.MinLength > 0)
        {
            // The property is nullable so that a missing member can be reported. The client may not send null.
            schema.Type = JsonSchemaType.String;
        }
        return Task.CompletedTask;
    }
}
