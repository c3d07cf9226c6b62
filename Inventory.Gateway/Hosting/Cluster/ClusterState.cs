namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>What requests have to know of the connection to the cluster.</summary>
internal sealed class ClusterState
{
    private volatile bool _isConnected;

    /// <summary>Whether calls can be made at all. Once it is so, the client connects again by itself.</summary>
    public bool IsConnected => _isConnected;

    public void Connected() => _isConnected = true;
}
