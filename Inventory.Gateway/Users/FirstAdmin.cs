using Inventory.Contracts;
using Inventory.Gateway.Authentication;
using Inventory.Gateway.Hosting;

namespace Inventory.Gateway.Users;

/// <summary>Makes the first admin, before the first request.</summary>
public sealed partial class FirstAdmin(AuthOptions options, Logins logins, ILogger<FirstAdmin> logger) : IHostedService
{
    /// <exception cref="InvalidConfigurationException">What is configured cannot be a user.</exception>
    public static void Check(FirstAdminOptions admin)
    {
        if (admin.Username is not null && RequestOf(admin).Faults() is [var fault, ..])
            throw new InvalidConfigurationException($"Inventory:Auth:Admin cannot be a user: {fault.Detail}");
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Admin.Username is not { } username || await logins.FindAsync(username) is not null)
            return;
        var result = await logins.RegisterAsync(RequestOf(options.Admin), UserRole.Admin, cancellationToken);
        if (result.Status == RegisterUserStatus.MailTaken)
            throw new InvalidConfigurationException("Inventory:Auth:Admin:Mail is another user's. Set another.");
        LogMade(logger, username);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static RegisterRequest RequestOf(FirstAdminOptions admin) => new() { Username = admin.Username, Mail = admin.Mail ?? $"{admin.Username}@localhost", Password = admin.Password };

    [LoggerMessage(LogLevel.Information, "The admin {Username} was made")]
    private static partial void LogMade(ILogger logger, string username);
}
