using Inventory.Gateway.Hosting;
using Inventory.Gateway.Resources;
using Inventory.Grains.Configuration;
using Inventory.Silo.Health;
using Inventory.Storage;
using Microsoft.Extensions.Options;

// The settings are next to the program, wherever it is started from.
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddKeyPerFile(Startup.Secrets, optional: true);
try
{
    if (args.Contains(HealthProbe.Argument))
        return await HealthProbe.AskAsync(Startup.OwnUrl(builder.Configuration));
    var limits = LimitsOptions.From(builder.Configuration);
    var options = InventoryOptions.From(builder.Configuration);
    var types = ResourceTypes.From(options.Types);
    await using var store = await StoreHost.OpenAsync(options, limits, builder.Configuration);
    builder.AddGateway(types, limits, store.Store, options);
    await using var app = builder.Build();
    app.UseGateway();
    app.MapGateway();
    await Startup.ListenAsync(app);
    Startup.Log(app, store.Description);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is StoreOpenException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync($"Inventory does not start. {e.Message}");
    return Startup.ConfigurationError;
}
