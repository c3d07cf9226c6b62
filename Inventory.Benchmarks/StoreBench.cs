using Inventory.Cli.Postgres;
using Inventory.Storage.Postgres;
using Inventory.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Benchmarks;

/// <summary>
/// Durable commits a second by the number of writers that wait, beside the rate at which the disk takes an fsync: on SQLite, and on PostgreSQL where it can be had.
/// </summary>
internal static class StoreBench
{
    public static async Task RunAsync()
    {
        await RunSqliteAsync();
        if (PostgresBinaries.Missing is { } missing)
            Measure.Title($"store, PostgreSQL: not measured. {missing}");
        else
            await RunPostgresAsync();
    }

    private static async Task RunSqliteAsync()
    {
        using var directory = new BenchDirectory();
        Title("store, SQLite");
        Measure.Row("(one fsync of 4 KiB at a time)", (await FsyncsAsync(directory.Path)).Figure(), "");
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataDirectory = directory.Path }, TimeProvider.System, NullLogger.Instance);
        await StoreLoad.RunAsync(store);
    }

    private static async Task RunPostgresAsync()
    {
        await using var server = await PostgresServer.StartTemporaryAsync("shared_buffers=1GB", "max_wal_size=8GB");
        foreach (var connections in (int[])[1, 2])
        {
            Title($"store, PostgreSQL, {connections} writing");
            var options = new PostgresStoreOptions { ConnectionString = await server.NewDatabaseAsync(), WriteConnections = connections };
            await using var store = await PostgresStore.OpenAsync(options, TimeProvider.System, NullLogger<PostgresStore>.Instance);
            await StoreLoad.RunAsync(store);
        }
    }

    private static void Title(string title) => Measure.Title(title, "waiting writers", "per second", "CPU µs each");

    private static async Task<double> FsyncsAsync(string directory)
    {
        await using var file = new FileStream(Path.Combine(directory, "fsync"), FileMode.Create);
        var page = new byte[4096];
        return (await Measure.Rate(1, _ =>
        {
            file.Position = 0;
            file.Write(page);
            file.Flush(flushToDisk: true);
            return Task.CompletedTask;
        })).PerSecond;
    }
}
