using System.Diagnostics;
using Inventory.Domain.Webhooks;
using Inventory.Grains.States;
using Inventory.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;

namespace Inventory.Benchmarks;

/// <summary>Grains that write their states on SQLite, each again and again: by Orleans' ADO.NET provider, and by our storage. It is the reason why there is ours.</summary>
internal static class GrainStateBench
{
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);
    private static readonly GrainStateSerializer Json = new();

    // As short as SQL for this can be, so that the provider is compared and not its script.
    private const string Script =
        """
        PRAGMA journal_mode = WAL;
        CREATE TABLE state (id TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (id, name));
        CREATE TABLE OrleansQuery (QueryKey TEXT PRIMARY KEY, QueryText TEXT NOT NULL);
        INSERT INTO OrleansQuery VALUES
        ('ReadFromStorageKey', 'SELECT CAST(json AS BLOB) AS PayloadBinary, version AS Version FROM state WHERE id = @GrainIdExtensionString AND name = @GrainTypeString'),
        ('WriteToStorageKey', 'PRAGMA synchronous = FULL; INSERT INTO state VALUES (@GrainIdExtensionString, @GrainTypeString, 1, CAST(@PayloadBinary AS TEXT))
            ON CONFLICT DO UPDATE SET version = version + 1, json = excluded.json WHERE version = @GrainStateVersion RETURNING version AS NewGrainStateVersion'),
        ('ClearStorageKey', 'DELETE FROM state WHERE id = @GrainIdExtensionString RETURNING version AS NewGrainStateVersion');
        """;

    public static async Task RunAsync()
    {
        Measure.Title("grain states, SQLite in WAL mode, writing grains", "storage and grains", "per second", "p50 ms", "p99 ms", "max ms", "slowest one");
        foreach (var grains in (int[])[4, 16, 32])
        {
            await RunAdoNetAsync(grains);
            await RunOwnAsync(grains);
        }
    }

    private static async Task RunOwnAsync(int grains)
    {
        using var directory = new BenchDirectory();
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataDirectory = directory.Path }, TimeProvider.System, NullLogger.Instance);
        await RunAsync($"ours, {grains}", new GrainStateStorage(store, Json, TimeProvider.System), grains);
    }

    private static async Task RunAdoNetAsync(int grains)
    {
        using var directory = new BenchDirectory();
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory.Path, "bench.db") }.ConnectionString;
        await using (var setup = new SqliteConnection(connection))
        {
            await setup.OpenAsync();
            await using var command = setup.CreateCommand();
            command.CommandText = Script;
            await command.ExecuteNonQueryAsync();
        }
        using var host = new HostBuilder().ConfigureLogging(log => log.ClearProviders()).UseOrleans(silo => silo.UseLocalhostClustering().AddAdoNetGrainStorageAsDefault(provider =>
            (provider.Invariant, provider.ConnectionString, provider.GrainStorageSerializer) = ("System.Data.SQLite", connection, Json))).Build();
        var storage = (AdoNetGrainStorage)host.Services.GetRequiredService<IGrainStorage>();
        var lifecycle = new SiloLifecycleSubject(NullLogger<SiloLifecycleSubject>.Instance);
        storage.Participate(lifecycle);
        await lifecycle.OnStart();
        await RunAsync($"Orleans' ADO.NET provider, {grains}", storage, grains);
        SqliteConnection.ClearAllPools();
    }

    private static async Task RunAsync(string name, IGrainStorage storage, int grains)
    {
        var states = Enumerable.Range(0, grains).Select(i => (Id: GrainId.Create("bench", $"grain-{i}"), State: new GrainState<DeliveryState>())).ToList();
        await WriteAsync(Warmup);
        var written = await WriteAsync(Duration);
        List<double> milliseconds = [.. written.SelectMany(times => times).Order()];
        // One grain may write all the time while the others wait.
        var least = written.Min(times => times.Count) / Duration.TotalSeconds;
        Measure.Row(name, (milliseconds.Count / Duration.TotalSeconds).Figure(), At(0.5), At(0.99), milliseconds[^1].Figure(1), least.Figure(1));

        string At(double share) => milliseconds[(int)((milliseconds.Count - 1) * share)].Figure(1);

        Task<List<double>[]> WriteAsync(TimeSpan duration)
        {
            var start = Stopwatch.GetTimestamp();
            return Task.WhenAll(states.Select(grain => Task.Run(() => WriteOneAsync(storage, grain.Id, grain.State, start, duration))));
        }
    }

    /// <returns>How many milliseconds each write took.</returns>
    private static async Task<List<double>> WriteOneAsync(IGrainStorage storage, GrainId id, GrainState<DeliveryState> state, long start, TimeSpan duration)
    {
        var times = new List<double>();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            var begin = Stopwatch.GetTimestamp();
            state.State = new() { Payload = $"{begin} {new string('x', 480)}" };
            await storage.WriteStateAsync("state", id, state);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }
        return times;
    }
}
