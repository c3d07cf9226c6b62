using System.Reflection;
using Inventory.Gateway.Hosting.Cluster;
using Inventory.Silo.Telemetry;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Inventory.Gateway.Hosting;

public static class GrainHost
{
    public static string Runtime { get; } = $"Orleans {typeof(Grain).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split(' ', '+')[0].TrimEnd('.')}";

    public static void AddGrains(this IHostApplicationBuilder builder, InventoryOptions options)
    {
        if (options.IsCluster)
            builder.AddClusterClient(options);
        else
            builder.UseOrleans(silo => AddOwnSilo(silo, options));
    }

    public static void UseGrains(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<ClusterState>() is { } cluster)
        {
            var clock = app.ApplicationServices.GetRequiredService<TimeProvider>();
            app.Use(next => http => ClusterRequest.PassAsync(cluster, clock, next, http));
        }
    }

    /// <summary>Completes when grains can be called: at once, or in a cluster when a silo is found.</summary>
    public static Task WhenReachable(IServiceProvider services) => services.GetService<ClusterState>()?.WhenConnected ?? Task.CompletedTask;

    private static void AddOwnSilo(ISiloBuilder silo, InventoryOptions options)
    {
        silo.UseLocalhostClustering(serviceId: "inventory", clusterId: "inventory");
        foreach (var listeners in silo.Services.Where(service => service.IsKeyedService && service.ServiceType == typeof(IConnectionListenerFactory)).ToList())
            silo.Services.AddKeyedSingleton<IConnectionListenerFactory, NoListener>(listeners.ServiceKey);
        if (options.Dashboard)
            silo.AddDashboard();
        if (Tracing.IsWanted(silo.Configuration))
            silo.AddTracedCalls();
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(15));
    }
}
