using Inventory.Domain.Users;

namespace Inventory.Gateway.Security;

/// <summary>What a caller may do.</summary>
[Flags]
public enum Permissions
{
    None = 0,

    /// <summary>See what there is to be booked.</summary>
    Read = 1,

    /// <summary>Take times and give them back.</summary>
    Book = 2,

    /// <summary>Change what there is to be booked.</summary>
    Manage = 4,

    /// <summary>See what has happened, and who did it.</summary>
    ReadEvents = 8,

    /// <summary>See and change who may do what.</summary>
    Administer = 16,
}

/// <summary>The rights of roles and of the scopes of keys.</summary>
public static class RightsOf
{
    /// <summary>What a key can be made for, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Permissions> Scopes = new Dictionary<string, Permissions>(StringComparer.Ordinal)
    {
        ["allocations"] = Permissions.Read | Permissions.Book,
        ["resources"] = Permissions.Read | Permissions.Manage,
        ["events"] = Permissions.Read | Permissions.ReadEvents,
    };

    public static Permissions Role(UserRole role) => role switch
    {
        UserRole.Customer => Permissions.Read | Permissions.Book,
        UserRole.Operator => Permissions.Read | Permissions.Book | Permissions.Manage | Permissions.ReadEvents,
        UserRole.Admin => Permissions.Read | Permissions.Book | Permissions.Manage | Permissions.ReadEvents | Permissions.Administer,
    };

    /// <summary>Of scopes that this version does not know, nothing follows.</summary>
    public static Permissions Key(IEnumerable<string> scopes) => scopes.Aggregate(Permissions.None, (rights, scope) => rights | Scopes.GetValueOrDefault(scope));
}
