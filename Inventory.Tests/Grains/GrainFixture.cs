using Inventory.Tests.Storage;

namespace Inventory.Tests.Grains;

/// <summary>The runtime that this build is for, with the grains on a store that obeys the test. All grain tests share one, and run one after another.</summary>
public sealed class GrainFixture : IAsyncLifetime
{
    /// <summary>To command.</summary>
    public MemoryStore Memory { get; } = new();

    /// <summary>What the grains have.</summary>
    public WatchedStore Store => field ??= new(Memory);

    /// <summary>What they keep their small states in.</summary>
    public MemoryStateStore States { get; } = new();

    public GrainCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await GrainCluster.StartAsync(Store, states: States);

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}

[CollectionDefinition(nameof(SharesGrains))]
public sealed class SharesGrains : ICollectionFixture<GrainFixture>;
