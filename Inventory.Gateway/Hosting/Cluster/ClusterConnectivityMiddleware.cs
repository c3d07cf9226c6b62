using Inventory.Storage;

namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>Until the first silo is there, the client knows of no grain, and calls it a mistake to ask for one. It is none of the one who asks.</summary>
internal static class ClusterConnectivityMiddleware
{
    /// <exception cref="StoreUnavailableException">No silo has been there yet.</exception>
    public static async Task PassAsync(ClusterState cluster, RequestDelegate next, HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (!cluster.IsConnected)
        {
            throw new StoreUnavailableException("No silo of the cluster has been there yet.", e);
        }
    }
}
