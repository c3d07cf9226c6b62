using Inventory.Domain.Users;

namespace Inventory.Gateway.Security;

[Flags]
public enum Permissions
{
    None = 0,

    Read = 1,

    Book = 2,

    Manage = 4,

    ReadEvents = 8,

    Administer = 16,

    /// <summary>To change beers.</summary>
    Sell = 32,

    /// <summary>To record payments and returns.</summary>
    Bill = 64,

    /// <summary>To see how the service does.</summary>
    Observe = 128,

    /// <summary>To read calendar feeds.</summary>
    ReadFeeds = 256,

    /// <summary>To import and export many at once.</summary>
    Transfer = 512,
}

public static class PermissionsOf
{
    public static readonly IReadOnlyDictionary<string, Permissions> Scopes = new Dictionary<string, Permissions>(StringComparer.Ordinal)
    {
        ["allocations"] = Permissions.Read | Permissions.Book | Permissions.ReadFeeds,
        ["resources"] = Permissions.Read | Permissions.Manage,
        ["beers"] = Permissions.Read | Permissions.Sell,
        ["payments"] = Permissions.Read | Permissions.Bill,
        ["events"] = Permissions.Read | Permissions.ReadEvents,
        ["metrics"] = Permissions.Observe,
    };

    private const Permissions OfOperators = Permissions.Read | Permissions.Book | Permissions.ReadFeeds | Permissions.Manage | Permissions.Sell | Permissions.Bill | Permissions.ReadEvents | Permissions.Observe | Permissions.Transfer;

    public static Permissions Role(UserRole role) => role switch
    {
        UserRole.Customer => Permissions.Read | Permissions.Book | Permissions.ReadFeeds,
        UserRole.Operator => OfOperators,
        UserRole.Admin => OfOperators | Permissions.Administer,
    };

    /// <summary>Unknown scopes grant nothing.</summary>
    public static Permissions Key(IEnumerable<string> scopes) => scopes.Aggregate(Permissions.None, (permissions, scope) => permissions | Scopes.GetValueOrDefault(scope));
}
