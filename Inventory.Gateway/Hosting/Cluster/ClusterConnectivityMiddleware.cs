namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>Before it has found a silo, the client blames the caller for every call. The gateway answers that the cluster is unavailable.</summary>
internal static class ClusterConnectivityMiddleware
{
    public static async Task PassAsync(ClusterState cluster, RequestDelegate next, HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (!cluster.IsConnected)
        {
            throw new StoreUnavailableException("No silo of the cluster was found yet.", e);
        }
    }
}
