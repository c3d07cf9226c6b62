using System.Collections.Frozen;
using Microsoft.AspNetCore.Authorization;

namespace Inventory.Gateway.Security;

/// <summary>Skips authentication, rate limiter and authorization, which cost more than the decision, for cached callers without a limit. All others take the full path.</summary>
public sealed class AuthorizationFastPath(TokenResolver callers, AuthMode mode)
{
    private static readonly FrozenDictionary<string, Permissions> Policies = Access.Policies.ToFrozenDictionary(StringComparer.Ordinal);

    public bool Allows(HttpContext http)
    {
        if (Find(http) is not { IsCustomer: false } caller || http.GetEndpoint() is not { } endpoint || !IsFor(endpoint, caller.Permissions))
            return false;
        http.User = caller;
        return true;
    }

    private CallerPrincipal? Find(HttpContext http)
    {
        if (FeedToken.Find(http) is not null)
            return null;
        var header = http.Request.Headers.Authorization;
        return header.Count switch
        {
            0 => mode == AuthMode.Open && SessionCookie.Find(http.Request) is null ? CallerPrincipal.Open : null,
            1 => callers.FindCached(TokenAuthentication.TokenOf(header[0])),
            _ => null,
        };
    }

    private static bool IsFor(Endpoint endpoint, Permissions permissions) =>
        endpoint.RequestDelegate is not null && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is [{ Policy: { } policy, Roles: null, AuthenticationSchemes: null }]
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && Policies.TryGetValue(policy, out var needed) && permissions.HasFlag(needed);
}
