using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;

namespace Inventory.LocalRuntime;

/// <summary>A class of grains, and how to make one.</summary>
internal sealed class GrainClass(Type type)
{
    private readonly ObjectFactory _factory = ActivatorUtilities.CreateFactory(type, []);

    public Type Type => type;
    public string Name { get; } = type.Name;
    public bool IsReentrant { get; } = type.IsDefined(typeof(ReentrantAttribute), inherit: true);

    /// <summary>Makes a grain of this class. In a turn of its activation, which the grain's constructor looks up.</summary>
    public Grain Create(IServiceProvider services) => (Grain)_factory(services, []);

    public bool Implements(Type grainInterface) => grainInterface.IsAssignableFrom(type);
}
