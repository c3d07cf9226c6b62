using System.Security.Claims;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Domain.Users;
using Microsoft.AspNetCore.Authentication;

namespace Inventory.Gateway.Security;

/// <summary>Who a request comes from, as ASP.NET Core has it.</summary>
public sealed class CallerPrincipal : ClaimsPrincipal
{
    /// <summary>Whoever sends no token where none is required.</summary>
    public static readonly CallerPrincipal Open = new(RightsOf.Role(UserRole.Operator), null, "operator", Instant.PlusInfinity);

    private CallerPrincipal(Permissions rights, Caller? by, string name, Instant expires)
        : base(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), .. by is null ? Array.Empty<Claim>() : [new Claim(ClaimTypes.NameIdentifier, by.Actor)]], TokenAuthentication.Scheme)) =>
        (Rights, By, Expires, Authentication) = (rights, by, expires, AuthenticateResult.Success(new AuthenticationTicket(this, TokenAuthentication.Scheme)));

    public Permissions Rights { get; }

    /// <summary>As grains are told; <c>null</c> for an operator without a name.</summary>
    public Caller? By { get; }

    /// <summary>The user, if it is one.</summary>
    public User? User { get; private init; }

    /// <summary>From then on the token is dead.</summary>
    public Instant Expires { get; }

    /// <summary>The same for each of its requests.</summary>
    public AuthenticateResult Authentication { get; }

    public bool IsCustomer => By?.Customer is not null;

    public static CallerPrincipal Of(OpenSession session) =>
        new(RightsOf.Role(session.User.Role), new(Caller.ActorOf(session.User.Id), session.User.Role == UserRole.Customer ? session.User.Id : null), session.User.Username, session.Expires)
        {
            User = session.User,
        };

    public static CallerPrincipal Of(ApiKey key) => new(RightsOf.Key(key.Scopes), new($"key:{key.Id}"), key.Name, Instant.PlusInfinity);
}

/// <summary>Who a request comes from.</summary>
public static class HttpCaller
{
    private const string NamelessOperator = "operator";

    /// <summary>As grains are told; <c>null</c> for an operator without a name.</summary>
    public static Caller? By(this HttpContext http) => (http.User as CallerPrincipal)?.By;

    /// <summary>It is a customer, who sees its own only.</summary>
    public static bool IsCustomer(this HttpContext http) => http.User is CallerPrincipal { IsCustomer: true };

    /// <summary>The key of what is the caller's own: its bookings, its orders, its account.</summary>
    public static string Customer(this HttpContext http) => http.By() is { } by ? by.Customer?.ToString() ?? by.Actor : NamelessOperator;

    /// <summary>The caller's own, or for an operator whoever's it names; <c>null</c> for what it may not see.</summary>
    public static string? Customer(this HttpContext http, string? named) => named is null || named == http.Customer() ? http.Customer() : http.IsCustomer() ? null : named;

    /// <summary>The keys under which what is a user's own may be: it may have been a customer, and have another role now.</summary>
    public static IReadOnlyList<string> CustomersOf(Guid user) => [user.ToString(), Domain.Requests.Caller.ActorOf(user)];

    public static bool MaySee(this HttpContext http, string customer) => !http.IsCustomer() || customer == http.Customer();
}
