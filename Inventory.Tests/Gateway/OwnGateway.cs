using Inventory.Tests.Store.Sqlite;

namespace Inventory.Tests.Gateway;

/// <summary>A gateway on a data directory of its own, to be stopped, killed and started again on the same data.</summary>
internal sealed class OwnGateway : IAsyncDisposable
{
    private readonly TemporaryDirectory _data = new();
    private GatewayProcess _process = null!;

    private OwnGateway()
    {
    }

    public string DataDirectory => _data.Path;

    public GatewayClient Client => _process.Client;

    public Uri Address => _process.Address;

    public static async Task<OwnGateway> StartAsync()
    {
        var gateway = new OwnGateway();
        await gateway.StartAgainAsync();
        return gateway;
    }

    /// <summary>On another port, perhaps.</summary>
    public async Task StartAgainAsync() => _process = await GatewayProcess.StartAsync(_data.Path);

    public Task KillAsync() => _process.KillAsync();

    public Task StopAsync() => _process.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _data.Dispose();
    }
}
