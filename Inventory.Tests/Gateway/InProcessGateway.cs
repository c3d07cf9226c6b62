using Inventory.TestHost;
using Inventory.Tests.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Tests.Gateway;

/// <summary>
/// The gateway's program in the tests' process, on a data directory of its own: it starts in a fraction of the time that a process takes. For tests that do not kill it
/// while it works, signal it or read its log.
/// </summary>
internal sealed class InProcessGateway : IAsyncDisposable
{
    private readonly Action<IServiceCollection>? _configure;
    private readonly string? _directory;
    private TemporaryDirectory _data = new();
    private string[] _arguments = [];
    private HostedGateway? _gateway;

    private InProcessGateway(Action<IServiceCollection>? configure, string? directory = null) => (_configure, _directory) = (configure, directory);

    /// <summary>Of its own, or the one that it is started on.</summary>
    public string DataDirectory => _directory ?? _data.Path;

    public GatewayClient Client { get; private set; } = null!;

    public Uri Address => _gateway!.Address;

    public IServiceProvider Services => _gateway!.Services;

    /// <param name="arguments">Settings.</param>
    public static Task<InProcessGateway> StartAsync(params string[] arguments) => StartAsync(configure: null, arguments);

    /// <param name="configure">Replaces services.</param>
    /// <param name="arguments">Settings.</param>
    public static async Task<InProcessGateway> StartAsync(Action<IServiceCollection>? configure, params string[] arguments)
    {
        var gateway = new InProcessGateway(configure);
        await gateway.StartAgainAsync(arguments);
        return gateway;
    }

    /// <summary>Starts it on a data directory that outlives it.</summary>
    public static async Task<InProcessGateway> StartOnAsync(string directory)
    {
        var gateway = new InProcessGateway(configure: null, directory);
        await gateway.StartAgainAsync();
        return gateway;
    }

    /// <summary>Starts it on the same data. On another port, perhaps.</summary>
    /// <param name="arguments">Settings in place of those of the last start; without any, the same.</param>
    public async Task StartAgainAsync(params string[] arguments)
    {
        _arguments = arguments.Length > 0 ? arguments : _arguments;
        _gateway = await HostedGateway.StartAsync(DataDirectory, _arguments, _configure);
        Client = new GatewayClient(Address);
    }

    /// <summary>Asks it to end, and sees that it ends well.</summary>
    public async Task StopAsync()
    {
        Client?.Dispose();
        if (_gateway is not null)
            Assert.Equal(0, await _gateway.StopAsync());
    }

    /// <summary>Leaves what kill -9 leaves of one that is idle: its files as they are now, and nothing of what an orderly end would still write.</summary>
    public async Task KillAsync()
    {
        var (left, old) = (_data.Copy(), _data);
        await StopAsync();
        old.Dispose();
        _data = left;
    }

    /// <summary>Asks its database, or changes it. For one that does not run.</summary>
    public List<string?> Query(string sql) => _data.Query(sql);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _data.Dispose();
    }
}
