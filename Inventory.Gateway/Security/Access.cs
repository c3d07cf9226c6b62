using Microsoft.AspNetCore.Authorization;

namespace Inventory.Gateway.Security;

public static class Access
{
    /// <summary>For everybody; but an invalid token is refused, so that the client learns that it has ended.</summary>
    public const string Public = "public";

    public const string Read = "read";

    public const string Book = "book";

    public const string Manage = "manage";

    public const string Sell = "sell";

    public const string Bill = "bill";

    public const string ReadEvents = "read-events";

    public const string Observe = "observe";

    public const string Administer = "administer";

    /// <summary>For calendar tokens, too.</summary>
    public const string ReadFeeds = "read-feeds";

    public const string Transfer = "transfer";

    public static readonly IReadOnlyDictionary<string, Permissions> Policies = new Dictionary<string, Permissions>
    {
        [Public] = Permissions.None,
        [Read] = Permissions.Read,
        [Book] = Permissions.Book,
        [Manage] = Permissions.Manage,
        [Sell] = Permissions.Sell,
        [Bill] = Permissions.Bill,
        [ReadEvents] = Permissions.ReadEvents,
        [Observe] = Permissions.Observe,
        [Administer] = Permissions.Administer,
        [ReadFeeds] = Permissions.ReadFeeds,
        [Transfer] = Permissions.Transfer,
    };

    public static void AddAccess(this IServiceCollection services, AuthMode mode)
    {
        services.AddSingleton(typeof(AuthMode), mode);
        services.AddSingleton<TokenResolver>();
        services.AddSingleton<TokenGuesses>();
        services.AddTransient<TokenAuthentication>();
        // AddAuthentication would also write keys for the protection of cookies to the disk, and there are no cookies.
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = TokenAuthentication.Scheme;
            options.AddScheme<TokenAuthentication>(TokenAuthentication.Scheme, null);
        });
        var authorization = services.AddAuthorizationBuilder();
        foreach (var (name, permission) in Policies)
            authorization.AddPolicy(name, policy => policy.RequireAssertion(permission == Permissions.None ? IsNotRefused : Needs(permission)));
        services.AddSingleton<AuthorizationFastPath>();
    }

    private static Func<AuthorizationHandlerContext, bool> Needs(Permissions permission) =>
        context => context.User is CallerPrincipal caller && caller.Permissions.HasFlag(permission);

    private static bool IsNotRefused(AuthorizationHandlerContext context) =>
        context.User is CallerPrincipal || (context.Resource is HttpContext http && !TokenAuthentication.IsShown(http.Request));
}
