using System.Globalization;
using Inventory.Domain.Requests;
using Inventory.Domain.Users;

namespace Inventory.Grains.Users;

/// <summary>The keys of the grains of users, in one place.</summary>
public static class UserKeys
{
    /// <summary>So many that none is long: each is written whole when a user is added.</summary>
    public const int UserLists = 64;

    public static IUserGrain GetUser(this IGrainFactory grains, Guid id) => grains.GetGrain<IUserGrain>(id.ToString("D"));

    public static IUserListGrain GetUserList(this IGrainFactory grains, int number) => grains.GetGrain<IUserListGrain>(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The list that a user is on.</summary>
    public static IUserListGrain GetUserListOf(this IGrainFactory grains, Guid id) => grains.GetUserList(id.ToByteArray()[^1] % UserLists);

    public static IClaimGrain GetClaim(this IGrainFactory grains, string claim) => grains.GetGrain<IClaimGrain>(claim);

    public static IRegistrationKeyGrain GetRegistrationKey(this IGrainFactory grains, RequestKey key) => grains.GetGrain<IRegistrationKeyGrain>(Claims.HashOf(key.Key));

    public static IApiKeyListGrain GetApiKeys(this IGrainFactory grains) => grains.GetGrain<IApiKeyListGrain>("all");

    public static ILoginGuardGrain GetLoginGuard(this IGrainFactory grains, string username, string address) =>
        grains.GetGrain<ILoginGuardGrain>($"{address} {Claims.OnUsername(username)}");
}
