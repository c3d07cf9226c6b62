using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

/// <summary>One response for the problems that an operation has with one status; operations with the same ones share it.</summary>
internal static class OpenApiProblems
{
    public static OpenApiResponseReference ResponseOf(IReadOnlyList<ProblemType> problems, OpenApiDocument document)
    {
        var id = string.Join('.', problems.Select(problem => problem.Name));
        var response = new OpenApiResponse
        {
            Description = string.Join(" ", problems.Select(problem => $"`{problem.Path}`: {problem.Title}.")),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(Problem), document),
                    Examples = problems.ToDictionary(problem => problem.Name, OpenApiExamples.Of),
                },
            },
        };
        OpenApiHeaders.Describe(response, problems, document);
        document.AddComponent<IOpenApiResponse>(id, response);
        return new OpenApiResponseReference(id, document);
    }
}
