namespace Inventory.Tests.Gateway;

/// <summary>One gateway for all tests of the contract, which do not disturb one another. Afterwards it has to stop well.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    private OwnGateway _gateway = null!;

    internal GatewayClient Client => _gateway.Client;

    internal Uri Address => _gateway.Address;

    public async Task InitializeAsync() => _gateway = await OwnGateway.StartAsync();

    public async Task DisposeAsync()
    {
        await _gateway.StopAsync();
        await _gateway.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class SharedGatewayTests : ICollectionFixture<SharedGateway>
{
    public const string Name = "the shared gateway";
}

/// <summary>Tests that start gateways of their own: one at a time, for their load is heavy.</summary>
[CollectionDefinition(Name)]
public sealed class OwnGatewayTests
{
    public const string Name = "gateways of their own";
}
