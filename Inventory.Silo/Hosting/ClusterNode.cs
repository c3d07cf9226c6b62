using System.Net;
using Inventory.Storage.Membership;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Inventory.Silo.Hosting;

internal static class ClusterNode
{
    public static void AddClusterNode(this ISiloBuilder silo, SiloOptions options)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, ClusterDatabase.ServiceId));
        silo.Configure<EndpointOptions>(endpoints => Listen(endpoints, options));
        silo.Configure<ClusterMembershipOptions>(ClusterTimeouts.Set);
        silo.Configure<SiloMessagingOptions>(messaging =>
            (messaging.ResponseTimeout, messaging.WaitForMessageToBeQueuedForOutboundTime) = (ClusterTimeouts.Response, ClusterTimeouts.Forwarding));
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(15));
        silo.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.UnionWith(ClusterDatabase.Exceptions));
        silo.AddLinearizableDirectory();
        if (options.Certificate is { } certificate)
            silo.UseTls(certificate.Configure);
        silo.UseAdoNetClustering(membership => (membership.Invariant, membership.ConnectionString) = (ClusterDatabase.Invariant, options.Postgres));
    }

    // Orleans' default directory may know two activations of a grain for a moment while a silo joins, and the older one would answer reads with the past.
    // It need not wait after the death of a silo: neither reads nor commits of a dead silo count, see MembershipLease.
    private static void AddLinearizableDirectory(this ISiloBuilder silo)
    {
        silo.AddDistributedGrainDirectory();
        silo.Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = TimeSpan.Zero);
    }

    private static void Listen(EndpointOptions endpoints, SiloOptions options)
    {
        (endpoints.SiloPort, endpoints.GatewayPort) = (options.SiloPort, options.GatewayPort);
        if (options.AdvertisedAddress is { } advertised)
            endpoints.AdvertisedIPAddress = advertised;
        // In a container the advertised address may be that of the machine.
        var listen = options.IsLocal ? options.AdvertisedAddress! : IPAddress.Any;
        endpoints.SiloListeningEndpoint = new IPEndPoint(listen, options.SiloPort);
        endpoints.GatewayListeningEndpoint = new IPEndPoint(listen, options.GatewayPort);
    }
}
