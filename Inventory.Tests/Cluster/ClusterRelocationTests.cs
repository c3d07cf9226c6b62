using Inventory.Tests.Gateway.Allocations;

namespace Inventory.Tests.Cluster;

/// <summary>Allocations go between resources that live on several nodes.</summary>
[Collection(SharedClusterTests.Name)]
public sealed class ClusterRelocationTests(SharedCluster shared)
{
    [Fact]
    public Task Of_many_at_once_each_stands_on_one_resource_and_none_overlap() => RelocationTests.RaceAsync([.. shared.Cluster.PatientClients]);
}
