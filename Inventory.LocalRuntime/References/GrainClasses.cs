using System.Reflection;
using Orleans;

namespace Inventory.LocalRuntime;

/// <summary>The grain classes of some assemblies.</summary>
internal sealed class GrainClasses(IEnumerable<Assembly> assemblies)
{
    private readonly GrainClass[] _classes = [.. assemblies
        .Distinct()
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.IsSubclassOf(typeof(Grain)))
        .Select(type => new GrainClass(type))];

    /// <summary>The class that implements an interface, chosen like in Orleans by how its full name begins if there are several.</summary>
    /// <exception cref="ArgumentException">There is none, or more than one.</exception>
    public GrainClass Find(Type grainInterface, string? prefix)
    {
        GrainClass[] found = [.. _classes.Where(grainClass => grainClass.Implements(grainInterface)
            && (string.IsNullOrWhiteSpace(prefix) || grainClass.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal)))];
        if (found is [var only]) return only;
        var candidates = found is [] ? "none in the assemblies given to AddLocalRuntime" : string.Join(", ", found.Select(one => one.Type));
        var named = string.IsNullOrWhiteSpace(prefix) ? "" : $" whose name begins with '{prefix}'";
        throw new ArgumentException($"{grainInterface} needs exactly one grain class{named}, but has {candidates}.");
    }
}
