using Inventory.Silo.Hosting;
using Inventory.Storage.Membership;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Serialization;

namespace Inventory.Gateway.Hosting.Cluster;

internal static class ClusterClient
{
    // The cluster votes a dead silo out after three seconds and a frozen one after eight. A call to one of them gets no answer, so the retry decides how long a request takes.
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RefreshSilos = TimeSpan.FromSeconds(1);

    public static void AddClusterClient(this IHostApplicationBuilder builder, InventoryOptions options)
    {
        var certificate = NodeCertificate.Load(options.Tls);
        var hosted = builder.Services.Where(service => service.ServiceType == typeof(IHostedService)).ToHashSet();
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, ClusterDatabase.ServiceId));
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = Response);
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = RefreshSilos);
            client.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.UnionWith(ClusterDatabase.Exceptions));
            client.UseAdoNetClustering(membership => (membership.Invariant, membership.ConnectionString) = (ClusterDatabase.Invariant, StoreHost.ConnectionString(options)));
            if (certificate is not null)
                client.UseTls(certificate.Configure);
            client.UseConnectionRetryFilter<ConnectionRetry>();
            if (options.Dashboard)
                client.AddDashboard();
        });
        // The host would wait for the client before it listens. ClusterConnection starts the client in the background instead.
        foreach (var service in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && !hosted.Contains(service)).ToList())
            builder.Services.Remove(service);
        builder.Services.AddSingleton<ClusterState>();
        builder.Services.AddHostedService<ClusterConnection>();
        builder.Services.AddSingleton<IOutgoingGrainCallFilter, IdempotentRetryFilter>();
    }
}
