using Inventory.Storage.Membership;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>The gateway as a client of the cluster.</summary>
internal static class ClusterClient
{
    /// <summary>
    /// A silo that died, or froze, is voted out in some eight seconds; an answer that takes longer than this would come from none that is well. What a call waits without success
    /// for is part of the time in which requests fail.
    /// </summary>
    private static readonly TimeSpan Response = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RefreshSilos = TimeSpan.FromSeconds(3);

    public static void AddClusterClient(this IHostApplicationBuilder builder, InventoryOptions options)
    {
        var hosted = builder.Services.Where(service => service.ServiceType == typeof(IHostedService)).ToHashSet();
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, ClusterDatabase.ServiceId));
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = Response);
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = RefreshSilos);
            client.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.UnionWith(ClusterDatabase.Exceptions));
            client.UseAdoNetClustering(membership => (membership.Invariant, membership.ConnectionString) = (ClusterDatabase.Invariant, StoreHost.ConnectionString(options)));
            client.UseConnectionRetryFilter<ConnectionRetry>();
        });
        // The host would wait for the client before it listens; so it is started by what does not keep the host waiting.
        foreach (var service in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && !hosted.Contains(service)).ToList())
            builder.Services.Remove(service);
        builder.Services.AddSingleton<ClusterState>();
        builder.Services.AddHostedService<ClusterConnection>();
        builder.Services.AddSingleton<IOutgoingGrainCallFilter, IdempotentRetryFilter>();
    }
}
