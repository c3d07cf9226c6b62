using Inventory.Contracts;
using Inventory.LocalRuntime;

namespace Inventory.Gateway.Hosting;

/// <summary>The grains in this process, on the local runtime.</summary>
public static class GrainHost
{
    public static string Runtime => "local runtime";

    public static void AddGrains(this IHostApplicationBuilder builder, InventoryOptions options)
    {
        _ = options;
        builder.Services.AddLocalRuntime(null, typeof(IResourceGrain).Assembly);
    }

    /// <summary>The grains are there from the first request on.</summary>
    public static void UseGrains(this IApplicationBuilder app) => _ = app;

    /// <summary>Done when grains can be called: at once.</summary>
    public static Task WhenReachable(IServiceProvider services)
    {
        _ = services;
        return Task.CompletedTask;
    }

    /// <exception cref="InvalidConfigurationException">The local runtime is for one process.</exception>
    public static void ThrowIfThereIsNoCluster() => throw new InvalidConfigurationException(
        "Inventory:Mode=Cluster needs Orleans, and this build has the local runtime: add a package feed that has Microsoft Orleans, and build with InventoryRuntime=Orleans.");
}
