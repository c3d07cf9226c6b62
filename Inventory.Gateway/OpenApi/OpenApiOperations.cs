using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

/// <summary>What the metadata of an endpoint say of its operation. Summaries and descriptions are attributes of the handlers.</summary>
internal static class OpenApiOperations
{
    private static readonly ProblemType[] AboutBodies =
        [ProblemTypes.Malformed, ProblemTypes.RequestTimeout, ProblemTypes.BodyTooLarge, ProblemTypes.UnsupportedMediaType];

    // CrossSite comes from services without tokens alone; Invalid also from a query parameter that is given twice.
    private static readonly ProblemType[] OfAll = [ProblemTypes.CrossSite, ProblemTypes.TargetTooLong, ProblemTypes.Invalid, ProblemTypes.HeadersTooLong, ProblemTypes.InternalError, ProblemTypes.Unavailable];

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var endpoint = context.Description.ActionDescriptor.EndpointMetadata;
        var path = context.Description.RelativePath!;
        var document = context.Document!;
        operation.OperationId = endpoint.OfType<OperationMetadata>().Single().Id;
        OpenApiParameters.Describe(operation, path, endpoint);
        OpenApiHeaders.Describe(operation, context.Description.HttpMethod!, endpoint, document);
        foreach (var text in endpoint.OfType<TextMetadata>())
            (((OpenApiResponse)operation.Responses!["200"]).Content ??= new Dictionary<string, OpenApiMediaType>())[text.MediaType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = text.Example,
            };

        var access = endpoint.OfType<IAllowAnonymous>().Any() ? null : endpoint.OfType<IAuthorizeData>().LastOrDefault()?.Policy;
        OpenApiSecurity.Describe(operation, document, access);
        var problems = endpoint.OfType<ProblemMetadata>().SelectMany(m => m.Problems)
            .Concat(endpoint.OfType<IAcceptsMetadata>().Any() ? AboutBodies : [])
            .Concat(OpenApiSecurity.ProblemsOf(access))
            .Concat(endpoint.OfType<DisableRateLimitingAttribute>().Any() ? [] : [ProblemTypes.TooManyRequests])
            // There may be no such type.
            .Concat(path.StartsWith(OpenApiParameters.OfTypes, StringComparison.Ordinal) ? [ProblemTypes.NotFound] : [])
            .Concat(OfAll);
        foreach (var status in problems.Distinct().GroupBy(p => p.Status))
            operation.Responses![$"{status.Key}"] = OpenApiProblems.ResponseOf([.. status.OrderBy(p => p.Name, StringComparer.Ordinal)], document);
        var byStatus = operation.Responses!.OrderBy(response => response.Key, StringComparer.Ordinal).ToList();
        operation.Responses = [];
        foreach (var (status, response) in byStatus)
            operation.Responses[status] = response;
        return Task.CompletedTask;
    }
}
