namespace Inventory.Tests.Cluster;

/// <summary>Tests that start clusters of processes: one at a time, and not beside others, for they take what the machine has.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClusterTests
{
    public const string Name = "clusters of processes";
}
