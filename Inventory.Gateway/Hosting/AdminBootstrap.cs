using Inventory.Domain.Users;
using Inventory.Gateway.Security;
using Inventory.Gateway.Users;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inventory.Gateway.Hosting;

/// <summary>Creates the first admin. Until then the gateway is not ready: the admin's login would be refused.</summary>
public sealed partial class AdminBootstrap(AuthOptions options, SignIn logins, IServiceProvider services, TimeProvider clock, ILogger<AdminBootstrap> logger) : IHostedService, IHealthCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private volatile bool _isDone = options.Admin.Username is null;

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

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_isDone ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The first admin is not created yet."));

    // The silos may leave again before it is created.
    private async Task CreateLaterAsync(Task reachable)
    {
        await reachable;
        while (!_isDone)
        {
            try
            {
                await CreateAsync(CancellationToken.None);
            }
            catch (Exception e)
            {
                LogNotCreated(logger, e);
                await Task.Delay(Pause, clock);
            }
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (options.Admin.Username is { } username && await logins.FindAsync(username) is null)
            await CreateAsync(username, cancellationToken);
        _isDone = true;
    }

    private async Task CreateAsync(string username, CancellationToken cancellationToken)
    {
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

    [LoggerMessage(LogLevel.Warning, "The first admin could not be created; the gateway tries again")]
    private static partial void LogNotCreated(ILogger logger, Exception reason);
}
