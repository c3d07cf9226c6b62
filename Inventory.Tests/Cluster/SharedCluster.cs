using Inventory.Tests.Storage.Postgres;

namespace Inventory.Tests.Cluster;

/// <summary>Three silos and two gateways for the tests that leave all of them running, with a database server of their own, which a test may end and start again.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private ProcessCluster? _cluster;

    /// <summary>The cluster. Without PostgreSQL the test that asks for it is skipped.</summary>
    internal ProcessCluster Cluster
    {
        get
        {
            PostgresTests.SkipIfMissing();
            return _cluster!;
        }
    }

    public async ValueTask InitializeAsync() => _cluster = PostgresBinaries.Missing is null ? await ProcessCluster.StartAsync(await ProcessCluster.WithOwnServerAsync()) : null;

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class SharedClusterTests : ICollectionFixture<SharedCluster>
{
    public const string Name = "the shared cluster";
}
