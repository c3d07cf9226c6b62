using System.Security.Claims;
using Inventory.Contracts;
using Microsoft.AspNetCore.Authentication;

namespace Inventory.Gateway.Authentication;

/// <summary>Who a request comes from, as ASP.NET Core has it.</summary>
public sealed class KnownCaller : ClaimsPrincipal
{
    /// <summary>Whoever sends no token where none is required.</summary>
    public static readonly KnownCaller Open = new(RightsOf.Role(UserRole.Operator), null, "operator", Instant.Future);

    private KnownCaller(Rights rights, Caller? by, string name, Instant expires)
        : base(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], TokenAuthentication.Scheme)) =>
        (Rights, By, Expires, Authentication) = (rights, by, expires, AuthenticateResult.Success(new AuthenticationTicket(this, TokenAuthentication.Scheme)));

    public Rights Rights { get; }

    /// <summary>As grains are told; <c>null</c> for an operator without a name.</summary>
    public Caller? By { get; }

    /// <summary>The user, if it is one.</summary>
    public User? User { get; private init; }

    /// <summary>From then on the token is dead.</summary>
    public Instant Expires { get; }

    /// <summary>The same for each of its requests.</summary>
    public AuthenticateResult Authentication { get; }

    public bool IsCustomer => By?.Customer is not null;

    public static KnownCaller Of(OpenSession session) =>
        new(RightsOf.Role(session.User.Role), new(Caller.ActorOf(session.User.Id), session.User.Role == UserRole.Customer ? session.User.Id : null), session.User.Username, session.Expires)
        {
            User = session.User,
        };

    public static KnownCaller Of(ApiKey key) => new(RightsOf.Key(key.Scopes), new($"key:{key.Id}"), key.Name, Instant.Future);
}
