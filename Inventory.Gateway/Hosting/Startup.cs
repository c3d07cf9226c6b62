using System.Net.Sockets;
using Inventory.Grains.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Hosting;

/// <summary>The start, and what is told of it.</summary>
public static partial class Startup
{
    public const string DefaultUrl = "http://127.0.0.1:5001";

    /// <summary>Where Docker and Kubernetes put secrets: a file for each setting, named as its variable would be.</summary>
    public const string Secrets = "/run/secrets";

    /// <summary>EX_CONFIG of sysexits.h: starting again without a change will not help.</summary>
    public const int ConfigurationError = 78;

    /// <exception cref="OptionsValidationException">An address is taken, not this machine's, or none at all.</exception>
    public static async Task ListenAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        // The server has an exception for the first of these, and for others what happens to be thrown.
        catch (Exception e) when (e is IOException { InnerException: AddressInUseException } or SocketException or FormatException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            throw InvalidOptions.Because($"It cannot listen on {app.Configuration["urls"] ?? app.Configuration["http_ports"]}: {e.Message}");
        }
    }

    /// <summary>Where a gateway with this configuration can be asked how it is.</summary>
    public static string OwnUrl(IConfiguration configuration) =>
        configuration["urls"]?.Split(';')[0] ?? (configuration["http_ports"]?.Split(';')[0] is { } port ? $"http://127.0.0.1:{port}" : DefaultUrl);

    public static void Log(WebApplication app, string store)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        LogStarted(app.Logger, string.Join(", ", addresses), GrainHost.Runtime, store);
    }

    [LoggerMessage(LogLevel.Information, "Inventory listens on {Addresses}; grains on {Runtime}; store {Store}")]
    private static partial void LogStarted(ILogger logger, string addresses, string runtime, string store);
}
