using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Core;

namespace Inventory.LocalRuntime;

/// <summary>A class of grains, and how to make one.</summary>
internal sealed class GrainClass
{
    private readonly StateParameter[] _states;
    private readonly ObjectFactory _factory;

    public GrainClass(Type type)
    {
        Type = type;
        Name = type.Name;
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        _states = StateParameter.Of(type);
        _factory = ActivatorUtilities.CreateFactory(type, [.. _states.Select(state => state.Type)]);
    }

    public Type Type { get; }
    public string Name { get; }
    public bool IsReentrant { get; }

    /// <summary>The name that storage knows the class by: that of Orleans, so that either runtime finds what the other has written.</summary>
    public string StorageName => Name.ToLowerInvariant() is var name && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^"grain".Length] : name;

    /// <summary>New states for a grain of this class, not yet read.</summary>
    public IStorage[] NewStates(IServiceProvider services, string key) => [.. _states.Select(state => state.NewState(new(StorageName, key), services))];

    /// <summary>Makes a grain of this class. In a turn of its activation, which the grain's constructor looks up.</summary>
    public Grain Create(IServiceProvider services, IStorage[] states) => (Grain)_factory(services, states);

    public bool Implements(Type grainInterface) => grainInterface.IsAssignableFrom(Type);
}
