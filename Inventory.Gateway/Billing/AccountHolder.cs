using Inventory.Gateway.Security;
using Inventory.Grains.Billing;
using Inventory.Grains.Users;

namespace Inventory.Gateway.Billing;

internal static class AccountHolder
{
    /// <summary>Money for a customer without a user or an account may be a mistake, and nobody would look for it there.</summary>
    /// <returns>The key of the account; <c>null</c> if nobody has it.</returns>
    public static async Task<string?> FindAsync(IGrainFactory grains, string customer)
    {
        if (CustomerId.Parse(customer) is not { } key)
            return null;
        if (CustomerId.UserOf(key) is { } user && await grains.GetUser(user).Read() is not null)
            return key;
        var account = await grains.GetAccount(key).Read(after: 0, limit: 1);
        return account.Reserved is not null || account.Entries.Length > 0 ? key : null;
    }
}
