namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>What requests have to know of the connection to the cluster.</summary>
internal sealed class ClusterState
{
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether calls can be made at all. Once it is so, the client connects again by itself.</summary>
    public bool IsConnected => _connected.Task.IsCompleted;

    public Task WhenConnected => _connected.Task;

    public void Connected() => _connected.TrySetResult();
}
