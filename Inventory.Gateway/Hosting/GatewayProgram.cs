using Inventory.Gateway.Resources;
using Inventory.Grains.Configuration;
using Inventory.Grains.Policies;
using Inventory.Silo.Health;
using Inventory.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Hosting;

/// <summary>The program from its arguments to its exit code. Several can run in one process.</summary>
public static class GatewayProgram
{
    /// <param name="args">Settings, as on the command line.</param>
    /// <param name="errors">Where the program says why it does not start.</param>
    /// <param name="configure">Replaces services. Default: none.</param>
    /// <param name="started">Called when the gateway listens.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter errors, Action<IServiceCollection>? configure = null, Action<WebApplication>? started = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(GatewayProgram).Assembly.GetName().Name,
            // The settings lie beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddKeyPerFile(Startup.Secrets, optional: true);
        try
        {
            if (args.Contains(HealthProbe.Argument))
                return await HealthProbe.AskAsync(Startup.OwnUrl(builder.Configuration));
            builder.Configuration.AddTypes();
            await ServeAsync(builder, configure, started);
            return 0;
        }
        catch (Exception e) when (e is StoreOpenException or OptionsValidationException)
        {
            await errors.WriteLineAsync($"Inventory does not start. {e.Message}");
            return Startup.ConfigurationError;
        }
    }

    private static async Task ServeAsync(WebApplicationBuilder builder, Action<IServiceCollection>? configure, Action<WebApplication>? started)
    {
        var limits = LimitsOptions.From(builder.Configuration);
        var options = InventoryOptions.From(builder.Configuration);
        var types = ResourceTypes.From(options.Types, TypeRules.From(builder.Configuration));
        await using var store = await StoreHost.OpenAsync(options, limits, builder.Configuration);
        builder.AddGateway(types, limits, store.Store, options);
        configure?.Invoke(builder.Services);
        await using var app = builder.Build();
        app.UseGateway();
        app.MapGateway();
        await Startup.ListenAsync(app);
        Startup.Log(app, store.Description);
        started?.Invoke(app);
        await app.WaitForShutdownAsync();
    }
}
