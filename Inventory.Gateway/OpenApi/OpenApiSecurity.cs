using Inventory.Gateway.Security;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

internal static class OpenApiSecurity
{
    private const string Scheme = "token";

    public static void Describe(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token from POST /api/users/login, or an API key. If Inventory:Auth:Mode is Open, a request without a token acts as an operator.",
        };
    }

    public static void Describe(OpenApiOperation operation, OpenApiDocument document, string? access)
    {
        if (access is null or Access.Public)
            return;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
    }

    public static IEnumerable<ProblemType> ProblemsOf(string? access) => access switch
    {
        null => [],
        Access.Public => [ProblemTypes.TokenInvalid, ProblemTypes.TooManyRequests],
        _ => [ProblemTypes.TokenMissing, ProblemTypes.TokenInvalid, ProblemTypes.Forbidden, ProblemTypes.TooManyRequests],
    };
}
