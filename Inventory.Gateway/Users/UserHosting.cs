using Inventory.Gateway.Security;
using Microsoft.AspNetCore.Identity;

namespace Inventory.Gateway.Users;

public static class UserHosting
{
    public static void AddUsers(this IServiceCollection services, AuthOptions options)
    {
        services.AddSingleton(options);
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordHashing.Iterations);
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<UserApi>();
        services.AddSingleton<UserAdminApi>();
        services.AddSingleton<ApiKeyApi>();
        services.AddSingleton<CalendarTokenApi>();
        services.AddSingleton<UserAllocations>();
        services.AddSingleton<PersonalData>();
        services.AddSingleton<UserErasure>();
        services.AddSingleton<PersonalDataApi>();
    }
}
