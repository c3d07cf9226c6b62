using Inventory.Contracts;
using Inventory.LocalRuntime;

namespace Inventory.Gateway.Hosting;

/// <summary>The grains in this process, on the local runtime.</summary>
public static class GrainHost
{
    public static string Runtime => "local runtime";

    public static void AddGrains(this IHostApplicationBuilder builder) => builder.Services.AddLocalRuntime(null, typeof(IResourceGrain).Assembly);
}
