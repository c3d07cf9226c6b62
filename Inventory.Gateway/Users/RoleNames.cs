using Inventory.Contracts;

namespace Inventory.Gateway.Users;

/// <summary>The roles as clients name them.</summary>
public static class RoleNames
{
    public static string Of(UserRole role) => role switch
    {
        UserRole.Customer => "customer",
        UserRole.Operator => "operator",
        UserRole.Admin => "admin",
    };

    public static UserRole? Find(string? name)
    {
        foreach (var role in Enum.GetValues<UserRole>())
            if (Of(role) == name)
                return role;
        return null;
    }
}
