using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Placement;

/// <summary>Grains are placed on their <see cref="HomeSilo"/>.</summary>
[Serializable, GenerateSerializer, Immutable]
public sealed class HomePlacement : PlacementStrategy
{
    /// <summary>So are all grains of this silo that do not say otherwise.</summary>
    public static void Use(IServiceCollection services)
    {
        services.AddSingleton<PlacementStrategy, HomePlacement>();
        services.AddPlacementDirector<HomePlacement, HomePlacementDirector>();
    }
}
