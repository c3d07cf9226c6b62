using Inventory.Gateway.Hosting;

namespace Inventory.Gateway.Types;

/// <summary>The resource types that there are, in the order of the configuration.</summary>
public sealed class ResourceTypes
{
    private ResourceTypes(IReadOnlyList<ResourceType> all) => (All, Allocatable) = (all, [.. all.Where(type => type.IsAllocatable)]);

    public IReadOnlyList<ResourceType> All { get; }

    /// <summary>Those whose resources can be taken for a time, and booked.</summary>
    public IReadOnlyList<ResourceType> Allocatable { get; }

    /// <exception cref="InvalidConfigurationException">The configuration is not usable; the message says why.</exception>
    public static ResourceTypes From(IReadOnlyList<ResourceTypeOptions> options)
    {
        var types = options.Select(ResourceType.From).ToList();
        if (types.Count == 0)
            throw new InvalidConfigurationException("Inventory:Types is empty: nothing could be kept or booked.");
        if (types.DistinctBy(t => t.Name).Count() < types.Count || types.DistinctBy(t => t.Path).Count() < types.Count)
            throw new InvalidConfigurationException("Inventory:Types names a name or a path twice.");
        return new ResourceTypes(types);
    }
}
