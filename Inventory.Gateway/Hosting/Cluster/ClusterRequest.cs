using Microsoft.AspNetCore.Http.Timeouts;

namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>What all calls of one HTTP request have in common.</summary>
internal static class ClusterRequest
{
    /// <summary>No request takes longer, with all its calls and their repetitions. Then the answer is 503: docs/operations.md promises 12 seconds.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(11.5);

    private static readonly AsyncLocal<long?> BeginOfRequest = new();

    /// <summary>By the clock's timestamps; <c>null</c> outside of a request, or in an endless one.</summary>
    public static long? Begin => BeginOfRequest.Value;

    public static async Task PassAsync(ClusterState cluster, TimeProvider clock, RequestDelegate next, HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<DisableRequestTimeoutAttribute>() is null)
            BeginOfRequest.Value = clock.GetTimestamp();
        try
        {
            await next(http);
        }
        // Before it has found a silo, the client blames the caller for every call.
        catch (Exception e) when (!cluster.IsConnected)
        {
            throw new StoreUnavailableException("No silo of the cluster was found yet.", e);
        }
    }
}
