using Inventory.Tests.Gateway;

[assembly: AssemblyFixture(typeof(SharedGateway))]

namespace Inventory.Tests.Gateway;

/// <summary>
/// One gateway for all tests of the contract, which run beside each other and do not disturb one another. Afterwards it has to stop well. INVENTORY_GATEWAY is the address of one that runs
/// already, of a cluster perhaps, to be tested in its place: it has no tokens to be shown, and nobody else uses it.
/// </summary>
public sealed class SharedGateway : IAsyncLifetime
{
    private InProcessGateway? _gateway;

    internal GatewayClient Client { get; private set; } = null!;

    internal Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("INVENTORY_GATEWAY") is { Length: > 0 } running)
        {
            (Address, Client) = (new Uri(running), new GatewayClient(new Uri(running)));
            return;
        }
        _gateway = await InProcessGateway.StartAsync();
        (Address, Client) = (_gateway.Address, _gateway.Client);
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is null)
        {
            Client.Dispose();
            return;
        }
        await _gateway.DisposeAsync();
    }
}
