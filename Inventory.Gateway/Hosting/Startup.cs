using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Inventory.Gateway.Hosting;

/// <summary>What is told at the start.</summary>
public static partial class Startup
{
    /// <summary>EX_CONFIG of sysexits.h: starting again without a change will not help.</summary>
    public const int ConfigurationError = 78;

    public static void Log(WebApplication app, string engine, string dataDirectory)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        LogStarted(app.Logger, string.Join(", ", addresses), GrainHost.Runtime, engine, Path.GetFullPath(dataDirectory));
    }

    [LoggerMessage(LogLevel.Information, "Inventory listens on {Addresses}; grains on {Runtime}; store {Engine} in {DataDirectory}")]
    private static partial void LogStarted(ILogger logger, string addresses, string runtime, string engine, string dataDirectory);
}
