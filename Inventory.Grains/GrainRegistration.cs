using Inventory.Options;
using Inventory.Resources;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory;

/// <summary>What the grains need besides the store and the clock, wherever they live.</summary>
public static class GrainRegistration
{
    public static IServiceCollection AddInventoryGrains(this IServiceCollection services, LimitsOptions limits) => services
        .AddSingleton(Microsoft.Extensions.Options.Options.Create(limits))
        .AddSingleton<ResourcesHere>();
}
