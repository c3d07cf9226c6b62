using System.Globalization;
using Inventory.Domain.Users;

namespace Inventory.Grains.Users;

public static class UserKeys
{
    /// <summary>Many, because a list is written whole when a user is added.</summary>
    public const int UserLists = 64;

    public static IUserGrain GetUser(this IGrainFactory grains, Guid id) => grains.Get<IUserGrain>(id.ToString("D"));

    public static IUserListGrain GetUserList(this IGrainFactory grains, int number) => grains.Get<IUserListGrain>(number.ToString(CultureInfo.InvariantCulture));

    public static IUserListGrain GetUserListOf(this IGrainFactory grains, Guid id) => grains.GetUserList(id.ToByteArray()[^1] % UserLists);

    public static IUniqueNameGrain GetUniqueName(this IGrainFactory grains, string claim) => grains.Get<IUniqueNameGrain>(claim);

    public static IRegistrationKeyGrain GetRegistrationKey(this IGrainFactory grains, IdempotencyKey key) => grains.Get<IRegistrationKeyGrain>(UniqueNames.HashOf(key.Key));

    public static IApiKeyListGrain GetApiKeys(this IGrainFactory grains) => grains.Get<IApiKeyListGrain>("all");

    public static ICalendarTokensGrain GetCalendarTokens(this IGrainFactory grains, Guid owner) => grains.Get<ICalendarTokensGrain>(owner.ToString("D"));

    public static ILoginThrottleGrain GetLoginThrottle(this IGrainFactory grains, string username, string address) =>
        grains.Get<ILoginThrottleGrain>($"{address} {UniqueNames.OnUsername(username)}");
}
