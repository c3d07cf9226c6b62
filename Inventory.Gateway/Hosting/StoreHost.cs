using Inventory.Configuration;
using Inventory.Store.Sqlite;

namespace Inventory.Gateway.Hosting;

/// <summary>The store: it is open before anything else is built, and closed after everything else has stopped.</summary>
public static class StoreHost
{
    /// <exception cref="Store.StoreRefusedException">The data cannot be used; the message says why.</exception>
    public static async Task<SqliteStore> OpenAsync(InventoryOptions options, LimitsOptions limits, IConfiguration configuration)
    {
        var logging = LoggerFactory.Create(log => log.AddConfiguration(configuration.GetSection("Logging")).AddConsole());
        var sqlite = new SqliteStoreOptions { DataDirectory = options.DataDirectory, KeyLife = limits.ToLimits().KeyLife };
        return await SqliteStore.OpenAsync(sqlite, TimeProvider.System, logging.CreateLogger<SqliteStore>());
    }
}
