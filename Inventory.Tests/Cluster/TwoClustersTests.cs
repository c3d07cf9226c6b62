using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;
using Inventory.Grains.Resources;
using Inventory.Storage.Postgres;
using Inventory.Tests.Domain;
using Inventory.Tests.Grains;
using Inventory.Tests.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Tests.Cluster;

/// <summary>Two clusters that know nothing of each other over one PostgreSQL: every grain is there twice, and both decide, as when a cluster falls into two.</summary>
public sealed class TwoClustersTests(TwoClustersTests.TwoClusters both) : IClassFixture<TwoClustersTests.TwoClusters>
{
    private const int Rounds = 30;

    // One for each test.
    private readonly string _type = $"Car {Guid.NewGuid():N}";

    [Fact]
    public async Task Of_two_activations_that_take_the_same_time_the_fence_lets_one_win()
    {
        var car = (await both.Clusters[0].Grains.GetRegistry(_type).Create(new("Car1", default))).Resource!;
        for (var round = 0; round < Rounds; round++)
        {
            var results = await Task.WhenAll(both.Clusters.Select(cluster => Allocate(cluster, car, round)));
            var winner = Assert.Single(results, result => result.IsAllocated).Allocation!;
            Assert.Equal([winner.Id], results.Single(result => !result.IsAllocated).Judgement.Conflicts.Select(conflict => conflict.Id));
        }
        var stored = (await both.Stores[0].LoadResourceAsync(car.Id, CancellationToken.None))!;
        Assert.Equal((Rounds, Rounds + 1L), (stored.Allocations.Count, stored.Version));
    }

    [Fact]
    public async Task Of_two_registers_that_take_the_same_name_one_wins()
    {
        for (var round = 0; round < 10; round++)
        {
            var results = await Task.WhenAll(both.Clusters.Select(cluster => cluster.Grains.GetRegistry(_type).Create(new($"Car {round}", default))));
            Assert.Single(results, result => result.IsCreated);
            Assert.Single(results, result => result.Status == CreateResourceStatus.NameTaken);
        }
        Assert.Equal(10, (await both.Stores[0].LoadRegistryAsync(_type, CancellationToken.None)).Resources.Count);
    }

    [Fact]
    public async Task Resources_spread_over_the_silos_by_themselves()
    {
        var cluster = both.Clusters[1];
        var silos = new HashSet<string>();
        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        // Chance alone would leave one of three out once in 10^17 times.
        for (var i = 0; i < 100; i++)
        {
            var car = cluster.Grains.GetResource(Guid.NewGuid());
            Assert.Null(await car.Read(_type));
            silos.Add($"{await management.GetActivationAddress(car)}");
        }
        Assert.Equal(3, silos.Count);
    }

    private Task<AllocateResult> Allocate(GrainCluster cluster, Resource car, int hour) => cluster.Grains.GetResource(car.Id).Allocate(new()
    {
        ResourceType = _type,
        Interval = Sample.Interval(hour, hour + 1),
        Details = new() { Type = "booking" },
    });

    public sealed class TwoClusters(PostgresFixture postgres) : IAsyncLifetime
    {
        private readonly List<PostgresStore> _stores = [];
        private readonly List<GrainCluster> _clusters = [];

        /// <summary>Of each cluster. Without PostgreSQL the test that asks for them is skipped.</summary>
        public IReadOnlyList<PostgresStore> Stores => _stores;

        public IReadOnlyList<GrainCluster> Clusters
        {
            get
            {
                PostgresTests.SkipIfMissing();
                return _clusters;
            }
        }

        public async ValueTask InitializeAsync()
        {
            if (PostgresBinaries.Missing is not null)
                return;
            var options = new PostgresStoreOptions { ConnectionString = await postgres.NewStoreAsync() };
            foreach (var silos in (int[])[2, 3])
            {
                _stores.Add(await PostgresStore.OpenAsync(options, TimeProvider.System, NullLogger<PostgresStore>.Instance));
                _clusters.Add(await GrainCluster.StartAsync(_stores[^1], silos));
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var cluster in _clusters)
                await cluster.DisposeAsync();
            foreach (var store in _stores)
                await store.DisposeAsync();
        }
    }
}
