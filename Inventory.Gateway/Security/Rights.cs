using Inventory.Domain.Users;

namespace Inventory.Gateway.Security;

/// <summary>What a caller may do.</summary>
[Flags]
public enum Rights
{
    None = 0,

    /// <summary>See what there is to be booked.</summary>
    Look = 1,

    /// <summary>Take times and give them back.</summary>
    Book = 2,

    /// <summary>Change what there is to be booked.</summary>
    Operate = 4,

    /// <summary>See what has happened, and who did it.</summary>
    Follow = 8,

    /// <summary>See and change who may do what.</summary>
    Administer = 16,
}

/// <summary>The rights of roles and of the scopes of keys.</summary>
public static class RightsOf
{
    /// <summary>What a key can be made for, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Rights> Scopes = new Dictionary<string, Rights>(StringComparer.Ordinal)
    {
        ["allocations"] = Rights.Look | Rights.Book,
        ["resources"] = Rights.Look | Rights.Operate,
        ["events"] = Rights.Look | Rights.Follow,
    };

    public static Rights Role(UserRole role) => role switch
    {
        UserRole.Customer => Rights.Look | Rights.Book,
        UserRole.Operator => Rights.Look | Rights.Book | Rights.Operate | Rights.Follow,
        UserRole.Admin => Rights.Look | Rights.Book | Rights.Operate | Rights.Follow | Rights.Administer,
    };

    /// <summary>Of scopes that this version does not know, nothing follows.</summary>
    public static Rights Key(IEnumerable<string> scopes) => scopes.Aggregate(Rights.None, (rights, scope) => rights | Scopes.GetValueOrDefault(scope));
}
