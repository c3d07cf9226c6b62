using Inventory.Gateway.Hosting;
using Inventory.Gateway.Types;
using Inventory.Store;
using Inventory.Store.Sqlite;

// The settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
try
{
    var options = InventoryOptions.From(builder.Configuration);
    var types = ResourceTypes.From(options.Types);
    await using var store = await StoreHost.OpenAsync(options, builder.Configuration);
    builder.AddGateway(types, store, options);
    await using var app = builder.Build();
    app.UseGateway();
    app.MapGateway();
    await Startup.ListenAsync(app);
    Startup.Log(app, SqliteEngine.Description, options.DataDirectory);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is StoreRefusedException or InvalidConfigurationException)
{
    await Console.Error.WriteLineAsync($"Inventory does not start. {e.Message}");
    return Startup.ConfigurationError;
}
