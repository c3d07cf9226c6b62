using Inventory.Grains.Configuration;
using Inventory.Storage.Membership;
using Inventory.Storage.Postgres;
using Inventory.Storage.Sqlite;

namespace Inventory.Gateway.Hosting;

/// <summary>The store opens before anything else is built, and closes after everything else has stopped.</summary>
public sealed class StoreHost : IAsyncDisposable
{
    private readonly IAsyncDisposable _open;

    private StoreHost(SqliteStore store, string directory) => (Store, _open, Description) = (store, store, $"SQLite {SqliteStore.EngineVersion} in {Path.GetFullPath(directory)}");

    private StoreHost(PostgresStore store, string connection) => (Store, _open, Description) = (store, store, ClusterDatabase.Describe(connection));

    public IStore Store { get; }

    public string Description { get; }

    public static async Task<StoreHost> OpenAsync(InventoryOptions options, LimitsOptions limits, IConfiguration configuration)
    {
        var logging = LoggerFactory.Create(log => log.AddConfiguration(configuration.GetSection("Logging")).AddConsole());
        if (!options.IsCluster)
        {
            var sqlite = new SqliteStoreOptions { DataDirectory = options.DataDirectory, IdempotencyRetention = limits.ToLimits().IdempotencyRetention };
            return new(await SqliteStore.OpenAsync(sqlite, TimeProvider.System, logging.CreateLogger<SqliteStore>()), options.DataDirectory);
        }

        var connection = ConnectionString(options);
        await ClusterDatabase.PrepareAsync(connection, TimeProvider.System, logging.CreateLogger<StoreHost>(), CancellationToken.None);
        var postgres = new PostgresStoreOptions { ConnectionString = connection, IdempotencyRetention = limits.ToLimits().IdempotencyRetention };
        return new(await PostgresStore.OpenAsync(postgres, TimeProvider.System, logging.CreateLogger<PostgresStore>()), connection);
    }

    public static string ConnectionString(InventoryOptions options) => ClusterDatabase.ConnectionString(options.Postgres, options.PostgresPassword);

    public ValueTask DisposeAsync() => _open.DisposeAsync();
}
