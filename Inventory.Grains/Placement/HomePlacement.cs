using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Placement;

namespace Inventory.Grains.Placement;

/// <summary>Grains are placed on their <see cref="HomeSilo"/>.</summary>
[Serializable, GenerateSerializer, Immutable, Alias("inventory.home-placement")]
public sealed class HomePlacement : PlacementStrategy
{
    /// <summary>So are all grains of this silo that do not say otherwise.</summary>
    public static void Use(IServiceCollection services)
    {
        services.AddSingleton<PlacementStrategy, HomePlacement>();
        services.AddPlacementDirector<HomePlacement, HomePlacementDirector>();
    }
}

/// <summary>Tells Orleans where a grain goes that is nowhere.</summary>
internal sealed class HomePlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        // One that was moved goes where it was sent.
        return Task.FromResult(IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) ?? HomeSilo.Of(target.GrainIdentity, silos));
    }
}
