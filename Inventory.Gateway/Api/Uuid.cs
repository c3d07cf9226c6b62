using Microsoft.AspNetCore.Routing.Matching;

namespace Inventory.Gateway.Api;

/// <summary>The canonical form alone, in either case: 8-4-4-4-12 hexadecimal digits.</summary>
public static class Uuid
{
    // TryParseExact takes blanks around it.
    public static bool TryParse(string? text, out Guid id)
    {
        id = default;
        return text?.Length == 36 && Guid.TryParseExact(text, "D", out id);
    }
}

/// <summary>The framework's own constraint also takes braces, parentheses, and digits without hyphens.</summary>
internal sealed class UuidConstraint : IRouteConstraint, IParameterLiteralNodeMatchingPolicy
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is Guid || Uuid.TryParse(values[routeKey] as string, out _);

    /// <summary>So that /cars/available is not also the path of a car.</summary>
    public bool MatchesLiteral(string parameterName, string literal) => Uuid.TryParse(literal, out _);
}
