using Inventory.Domain.Users;
using Inventory.Gateway.Security;
using Inventory.Gateway.Users;
using Inventory.Grains.Configuration;

namespace Inventory.Gateway.Hosting;

/// <summary>Creates the first admin before the first request.</summary>
public sealed partial class AdminBootstrap(AuthOptions options, SignIn logins, IServiceProvider services, ILogger<AdminBootstrap> logger) : IHostedService
{
    public static void Check(AdminOptions admin)
    {
        if (admin.Username is not null && RequestOf(admin).Faults() is [var fault, ..])
            throw InvalidOptions.Because($"Inventory:Auth:Admin is not a valid user: {fault.Detail}");
    }

    // A gateway of a cluster starts before its silos do: then it creates the admin once it is connected.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var reachable = GrainHost.WhenReachable(services);
        if (reachable.IsCompleted)
            return CreateAsync(cancellationToken);
        _ = CreateLaterAsync(reachable);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CreateLaterAsync(Task reachable)
    {
        try
        {
            await reachable;
            await CreateAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            LogNotCreated(logger, e);
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (options.Admin.Username is not { } username || await logins.FindAsync(username) is not null)
            return;
        var result = await logins.RegisterAsync(RequestOf(options.Admin), UserRole.Admin, key: null, address: "", cancellationToken);
        if (result.Status == RegisterUserStatus.MailTaken)
            throw InvalidOptions.Because("Another user has the address Inventory:Auth:Admin:Mail. Set another one.");
        // Another gateway may have been faster.
        if (result.Status == RegisterUserStatus.Registered)
            LogCreated(logger, username);
    }

    private static RegisterRequest RequestOf(AdminOptions admin) => new() { Username = admin.Username, Mail = admin.Mail ?? $"{admin.Username}@localhost", Password = admin.Password };

    [LoggerMessage(LogLevel.Information, "Created the admin {Username}")]
    private static partial void LogCreated(ILogger logger, string username);

    [LoggerMessage(LogLevel.Error, "The first admin could not be created; restart the gateway")]
    private static partial void LogNotCreated(ILogger logger, Exception reason);
}
