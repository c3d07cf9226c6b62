using System.Net;

namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>A client of one silo alone. It is done with when its connection is lost, or an answer does not come: another is made.</summary>
internal sealed class SiloClient : IClusterConnectionStatusObserver, IAsyncDisposable
{
    /// <summary>A silo that is well answers at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ServiceProvider _services;
    private readonly IClusterClient _client;
    private readonly TimeProvider _clock;
    private volatile bool _isLost;

    private SiloClient(IPEndPoint silo, InventoryOptions options, TimeProvider clock, ILoggerFactory logging)
    {
        var services = new ServiceCollection();
        services.AddSingleton(logging);
        services.AddLogging();
        services.AddOrleansClient(client => client.SetUp(options).UseStaticClustering(silo));
        services.AddSingleton<IClusterConnectionStatusObserver>(this);
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredService<IClusterClient>();
        _clock = clock;
    }

    public bool IsConnected => !_isLost;

    public IGrainFactory Grains => _client;

    /// <param name="silo">Where it listens for gateways.</param>
    /// <param name="options">Of this gateway.</param>
    /// <param name="clock">For its patience.</param>
    /// <param name="logging">Where the client says what happens to it.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="OrleansException">The silo cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">It does not answer.</exception>
    public static async Task<SiloClient> ConnectAsync(IPEndPoint silo, InventoryOptions options, TimeProvider clock, ILoggerFactory logging, CancellationToken cancellation)
    {
        var client = new SiloClient(silo, options, clock, logging);
        try
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
            await ((IHostedService)client._client).StartAsync(either.Token);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
    }

    public void NotifyClusterConnectionLost() => GiveUp();

    /// <summary>It gets no more calls.</summary>
    public void GiveUp() => _isLost = true;

    /// <summary>Calls that are not answered yet fail: their outcome is unknown.</summary>
    public async ValueTask DisposeAsync()
    {
        GiveUp();
        using var patience = new CancellationTokenSource(Patience, _clock);
        try
        {
            await ((IHostedService)_client).StopAsync(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or OrleansException)
        {
            // The other end does not answer any more.
        }
        await _services.DisposeAsync();
    }
}
