using Orleans.Runtime.Placement;

namespace Inventory.Placement;

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
