using System.Security.Claims;
using Inventory.Domain.Users;
using Microsoft.AspNetCore.Authentication;

namespace Inventory.Gateway.Security;

public sealed class CallerPrincipal : ClaimsPrincipal
{
    /// <summary>A request without a token, where none is required.</summary>
    public static readonly CallerPrincipal Open = new(PermissionsOf.Role(UserRole.Operator), null, "operator", Instant.PlusInfinity);

    private CallerPrincipal(Permissions permissions, Caller? caller, string name, Instant expires)
        : base(new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, name), .. caller is null ? Array.Empty<Claim>() : [new Claim(ClaimTypes.NameIdentifier, caller.Actor)]], TokenAuthentication.Scheme)) =>
        (Permissions, Caller, Expires, Authentication) = (permissions, caller, expires, AuthenticateResult.Success(new AuthenticationTicket(this, TokenAuthentication.Scheme)));

    public Permissions Permissions { get; }

    /// <summary><c>null</c> for an operator without a name.</summary>
    public Caller? Caller { get; }

    public User? User { get; private init; }

    public Instant Expires { get; }

    public AuthenticateResult Authentication { get; }

    public bool IsCustomer => Caller?.Customer is not null;

    public static CallerPrincipal Of(OpenSession session) => Of(session.User, session.Expires);

    public static CallerPrincipal Of(User user, Instant expires) =>
        new(PermissionsOf.Role(user.Role), new(Caller.ActorOf(user.Id), user.Role == UserRole.Customer ? user.Id : null), user.Username, expires)
        {
            User = user,
        };

    public static CallerPrincipal Of(ApiKey key) => new(PermissionsOf.Key(key.Scopes), new($"key:{key.Id}"), key.Name, Instant.PlusInfinity);

    /// <summary>The same caller, if it may do nothing but read feeds.</summary>
    public CallerPrincipal ForFeeds() => new(Permissions & Permissions.ReadFeeds, Caller, Identity!.Name!, Expires) { User = User };
}

public static class HttpCaller
{
    private const string NamelessOperator = "operator";

    public static Caller? Caller(this HttpContext http) => (http.User as CallerPrincipal)?.Caller;

    public static bool IsCustomer(this HttpContext http) => http.User is CallerPrincipal { IsCustomer: true };

    /// <summary>Whether the caller may read resources, and not only free times.</summary>
    public static bool MayRead(this HttpContext http) => http.User is CallerPrincipal caller && caller.Permissions.HasFlag(Permissions.Read);

    /// <summary>The past is not public: free times of then show deleted resources, and when they were taken.</summary>
    public static IResult? RefusePast(this HttpContext http, string? asOf) =>
        asOf is null || http.MayRead() ? null : http.User is CallerPrincipal ? Results.Forbid() : Results.Challenge();

    /// <summary>The key of the caller's bookings, orders and account.</summary>
    public static string Customer(this HttpContext http) => http.Caller() is { } caller ? caller.Customer?.ToString() ?? caller.Actor : NamelessOperator;

    /// <summary>The caller, or the customer that an operator names; <c>null</c> if the caller may not see it.</summary>
    public static string? Customer(this HttpContext http, string? customer) =>
        customer is null ? http.Customer() : CustomerId.Parse(customer) is { } key && http.MaySee(key) ? key : null;

    /// <summary>A user has two keys: it may have been a customer, and have another role now.</summary>
    public static IReadOnlyList<string> CustomersOf(Guid user) => [user.ToString(), Domain.Requests.Caller.ActorOf(user)];

    public static bool MaySee(this HttpContext http, string customer) => !http.IsCustomer() || customer == http.Customer();
}
