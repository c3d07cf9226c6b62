using Inventory.Gateway.Hosting;
using Inventory.Grains.Configuration;
using Inventory.Grains.Hosting;
using Inventory.Grains.States;
using Inventory.Storage;
using Inventory.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Benchmarks;

/// <summary>The grains on the runtime of this build, on a store of their own, without HTTP.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly BenchDirectory _directory = new();
    private SqliteStore _store = null!;
    private IHost _host = null!;

    private BenchHost() { }

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IStore Store => _store;

    public static async Task<BenchHost> StartAsync()
    {
        var bench = new BenchHost();
        await bench.OpenAsync();
        return bench;
    }

    /// <summary>Ends all activations, and begins again on the same data.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _directory.Dispose();
    }

    private async Task OpenAsync()
    {
        _store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataDirectory = _directory.Path }, TimeProvider.System, NullLogger.Instance);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton<IStore>(_store);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGrainStates(_store);
        builder.Services.AddInventoryGrains(new LimitsOptions());
        builder.AddGrains(new InventoryOptions());
        _host = builder.Build();
        await _host.StartAsync();
    }

    private async Task CloseAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _store.DisposeAsync();
    }
}
