using System.Collections.Concurrent;
using Orleans;

namespace Inventory.LocalRuntime;

/// <summary>Makes references: one prototype for an interface, and a copy of it for each key.</summary>
internal sealed class LocalGrainFactory(GrainRuntime runtime, GrainClasses classes) : IGrainFactory
{
    private readonly ConcurrentDictionary<(Type, string?), GrainReference> _prototypes = new();

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        if (!_prototypes.TryGetValue((typeof(TGrainInterface), grainClassNamePrefix), out var prototype))
            prototype = _prototypes.GetOrAdd((typeof(TGrainInterface), grainClassNamePrefix), NewPrototype);
        return (TGrainInterface)(object)prototype.To(primaryKey);
    }

    private GrainReference NewPrototype((Type Interface, string? Prefix) of) =>
        GrainReference.Prototype(runtime, classes.Find(of.Interface, of.Prefix), of.Interface);
}
