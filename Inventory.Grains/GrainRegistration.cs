using Inventory.Configuration;
using Inventory.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inventory;

/// <summary>What the grains need besides the store and the clock, wherever they live.</summary>
public static class GrainRegistration
{
    public static IServiceCollection AddInventoryGrains(this IServiceCollection services, LimitsOptions limits) => services
        .AddSingleton(Options.Create(limits))
        .AddSingleton<ResourcesHere>();
}
