using System.Collections.Frozen;
using Microsoft.AspNetCore.Authorization;

namespace Inventory.Gateway.Security;

/// <summary>
/// The way of most requests past authentication, rate limiter and authorization, which cost more than the decision itself: whoever is known already, is not limited, and has the
/// right that the endpoint's one policy asks for. All others go the long way, which says the same and says why not.
/// </summary>
public sealed class AuthorizationFastPath(TokenResolver callers, AuthMode mode)
{
    private static readonly FrozenDictionary<string, Permissions> Policies = Access.Policies.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Makes the request its caller's, who may go to the endpoint at once; or leaves it as it is.</summary>
    public bool Allows(HttpContext http)
    {
        if (Find(http) is not { IsCustomer: false } caller || http.GetEndpoint() is not { } endpoint || !IsFor(endpoint, caller.Rights))
            return false;
        http.User = caller;
        return true;
    }

    private CallerPrincipal? Find(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        return header.Count switch
        {
            0 => mode == AuthMode.Open ? CallerPrincipal.Open : null,
            1 => callers.FindKept(TokenAuthentication.TokenOf(header[0])),
            _ => null,
        };
    }

    private static bool IsFor(Endpoint endpoint, Permissions rights) =>
        endpoint.RequestDelegate is not null && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is [{ Policy: { } policy, Roles: null, AuthenticationSchemes: null }]
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && Policies.TryGetValue(policy, out var needed) && rights.HasFlag(needed);
}
