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
        var token = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] };
        operation.Security = access switch
        {
            null => [],
            // A token is not needed, but one that is sent has to be valid.
            Access.Public => [new OpenApiSecurityRequirement(), token],
            _ => [token],
        };
    }

    public static IEnumerable<ProblemType> ProblemsOf(string? access) => access switch
    {
        null => [],
        Access.Public => [ProblemTypes.TokenInvalid],
        _ => [ProblemTypes.TokenMissing, ProblemTypes.TokenInvalid, ProblemTypes.Forbidden],
    };
}
