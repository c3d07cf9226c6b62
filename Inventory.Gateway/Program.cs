using Inventory.Gateway.Hosting;
using Inventory.Gateway.Types;
using Inventory.Store;
using Inventory.Store.Sqlite;
using Microsoft.AspNetCore.Connections;

var builder = WebApplication.CreateSlimBuilder(args);
try
{
    var options = builder.Configuration.GetSection("Inventory").Get<InventoryOptions>() ?? new InventoryOptions();
    var types = ResourceTypes.From(options.Types);
    await using var store = await StoreHost.OpenAsync(options, builder.Configuration);
    builder.AddGateway(types, store);
    await using var app = builder.Build();
    app.UseGateway();
    app.MapGateway();
    await app.StartAsync();
    Startup.Log(app, SqliteEngine.Description, options.DataDirectory);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is StoreRefusedException or InvalidConfigurationException or IOException { InnerException: AddressInUseException })
{
    await Console.Error.WriteLineAsync($"Inventory does not start. {e.Message}");
    return Startup.ConfigurationError;
}
