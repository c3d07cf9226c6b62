using Inventory.Domain.Users;
using Inventory.Gateway.Security;
using Inventory.Gateway.Users;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Hosting;

/// <summary>Makes the first admin, before the first request.</summary>
public sealed partial class AdminBootstrap(AuthOptions options, SignIn logins, IServiceProvider services, ILogger<AdminBootstrap> logger) : IHostedService
{
    /// <exception cref="OptionsValidationException">What is configured cannot be a user.</exception>
    public static void Check(AdminOptions admin)
    {
        if (admin.Username is not null && RequestOf(admin).Faults() is [var fault, ..])
            throw InvalidOptions.Because($"Inventory:Auth:Admin cannot be a user: {fault.Detail}");
    }

    /// <remarks>A gateway of a cluster starts before the grains can be called. It does not wait for them here, and makes the admin when it has found them.</remarks>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var reachable = GrainHost.WhenReachable(services);
        if (reachable.IsCompleted)
            return MakeAsync(cancellationToken);
        _ = MakeLaterAsync(reachable);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MakeLaterAsync(Task reachable)
    {
        try
        {
            await reachable;
            await MakeAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            LogNotMade(logger, e);
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        if (options.Admin.Username is not { } username || await logins.FindAsync(username) is not null)
            return;
        var result = await logins.RegisterAsync(RequestOf(options.Admin), UserRole.Admin, key: null, cancellationToken);
        if (result.Status == RegisterUserStatus.MailTaken)
            throw InvalidOptions.Because("Inventory:Auth:Admin:Mail is another user's. Set another.");
        // Another gateway may have been faster.
        if (result.Status == RegisterUserStatus.Registered)
            LogMade(logger, username);
    }

    private static RegisterRequest RequestOf(AdminOptions admin) => new() { Username = admin.Username, Mail = admin.Mail ?? $"{admin.Username}@localhost", Password = admin.Password };

    [LoggerMessage(LogLevel.Information, "The admin {Username} was made")]
    private static partial void LogMade(ILogger logger, string username);

    [LoggerMessage(LogLevel.Error, "The first admin could not be made; start the gateway again")]
    private static partial void LogNotMade(ILogger logger, Exception reason);
}
