using Inventory.Store.Sqlite;

namespace Inventory.Gateway.Hosting;

/// <summary>The store: it is open before anything else is built, and closed after everything else has stopped.</summary>
public static class StoreHost
{
    /// <exception cref="Store.StoreRefusedException">The data cannot be used; the message says why.</exception>
    public static async Task<SqliteStore> OpenAsync(InventoryOptions options, IConfiguration configuration)
    {
        var logging = LoggerFactory.Create(log => log.AddConfiguration(configuration.GetSection("Logging")).AddConsole());
        return await SqliteStore.OpenAsync(new SqliteStoreOptions { DataDirectory = options.DataDirectory }, TimeProvider.System, logging.CreateLogger<SqliteStore>());
    }
}
