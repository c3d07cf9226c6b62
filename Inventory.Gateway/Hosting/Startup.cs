using System.Net.Sockets;
using Inventory.Gateway.Security;
using Inventory.Grains.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Inventory.Gateway.Hosting;

public static partial class Startup
{
    public const string DefaultUrl = "http://127.0.0.1:5001";

    /// <summary>Docker and Kubernetes mount secrets here: a file per setting, named like its environment variable.</summary>
    public const string Secrets = "/run/secrets";

    /// <summary>EX_CONFIG of sysexits.h: a restart without a change does not help.</summary>
    public const int ConfigurationError = 78;

    public static async Task ListenAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        // Kestrel has an exception of its own for a used address only.
        catch (Exception e) when (e is IOException { InnerException: AddressInUseException } or SocketException or FormatException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            throw InvalidOptions.Because($"It cannot listen on {app.Configuration["urls"] ?? app.Configuration["http_ports"]}: {e.Message}");
        }
    }

    public static string OwnUrl(IConfiguration configuration) =>
        configuration["urls"]?.Split(';')[0] ?? (configuration["http_ports"]?.Split(';')[0] is { } port ? $"http://127.0.0.1:{port}" : DefaultUrl);

    public static void Log(WebApplication app, string store)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        LogStarted(app.Logger, string.Join(", ", addresses), GrainHost.Runtime, store, app.Services.GetRequiredService<AuthMode>());
    }

    [LoggerMessage(LogLevel.Information, "Inventory listens on {Addresses}; grains on {Runtime}; store {Store}; mode {Mode}")]
    private static partial void LogStarted(ILogger logger, string addresses, string runtime, string store, AuthMode mode);
}
