using Microsoft.AspNetCore.Authorization;

namespace Inventory.Gateway.Security;

/// <summary>The policies of the endpoints. Each endpoint has one of them, or says that it is for anybody (<c>AllowAnonymous</c>).</summary>
public static class Access
{
    /// <summary>For everybody, and for who shows a token only while it is good: it learns of its end.</summary>
    public const string Public = "public";

    /// <summary>For whoever has a name here.</summary>
    public const string Read = "look";

    /// <summary>For who books: a customer for itself, an operator for all.</summary>
    public const string Book = "book";

    /// <summary>For who changes what there is to be booked.</summary>
    public const string Manage = "operate";

    /// <summary>For who may see what has happened: it names everybody's allocations, and who asked for them.</summary>
    public const string ReadEvents = "follow";

    /// <summary>For who may change who may do what.</summary>
    public const string Administer = "administer";

    /// <summary>The right that each of them asks for.</summary>
    public static readonly IReadOnlyDictionary<string, Permissions> Policies = new Dictionary<string, Permissions>
    {
        [Public] = Permissions.None,
        [Read] = Permissions.Read,
        [Book] = Permissions.Book,
        [Manage] = Permissions.Manage,
        [ReadEvents] = Permissions.ReadEvents,
        [Administer] = Permissions.Administer,
    };

    public static void AddAccess(this IServiceCollection services, AuthMode mode)
    {
        services.AddSingleton(typeof(AuthMode), mode);
        services.AddSingleton<TokenResolver>();
        services.AddTransient<TokenAuthentication>();
        services.AddAuthentication(options =>
        {
            options.DefaultScheme = TokenAuthentication.Scheme;
            options.AddScheme<TokenAuthentication>(TokenAuthentication.Scheme, null);
        });
        var authorization = services.AddAuthorizationBuilder();
        foreach (var (name, right) in Policies)
            authorization.AddPolicy(name, policy => policy.RequireAssertion(right == Permissions.None ? IsNotRefused : Needs(right)));
        services.AddSingleton<AuthorizationFastPath>();
    }

    private static Func<AuthorizationHandlerContext, bool> Needs(Permissions right) => context => context.User is CallerPrincipal caller && caller.Rights.HasFlag(right);

    private static bool IsNotRefused(AuthorizationHandlerContext context) =>
        context.User is CallerPrincipal || context.Resource is HttpContext { Request.Headers.Authorization.Count: 0 };
}
