using Inventory.Tests.Storage.Sqlite;

namespace Inventory.Tests.Gateway;

/// <summary>A gateway on a data directory of its own, to be stopped, killed and started again on the same data.</summary>
internal sealed class OwnGateway : IAsyncDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly string[] _arguments;
    private GatewayProcess _process = null!;

    private OwnGateway(string[] arguments) => _arguments = arguments;

    public string DataDirectory => _data.Path;

    public GatewayClient Client => _process.Client;

    public Uri Address => _process.Address;

    /// <param name="arguments">Settings, for each start.</param>
    public static async Task<OwnGateway> StartAsync(params string[] arguments)
    {
        var gateway = new OwnGateway(arguments);
        await gateway.StartAgainAsync();
        return gateway;
    }

    /// <summary>On another port, perhaps.</summary>
    public async Task StartAgainAsync() => _process = await GatewayProcess.StartAsync(_data.Path, _arguments);

    /// <summary>Asks its database, or changes it. For one that does not run.</summary>
    public List<string?> Query(string sql) => _data.Query(sql);

    public Task KillAsync() => _process.KillAsync();

    public Task StopAsync() => _process.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _data.Dispose();
    }
}
