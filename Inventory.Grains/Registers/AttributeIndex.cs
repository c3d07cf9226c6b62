using System.Runtime.InteropServices;
using Inventory.Contracts;
using Inventory.Domain;

namespace Inventory.Registers;

/// <summary>Which of a type's resources have which value of one attribute, by ordinal.</summary>
internal sealed class AttributeIndex
{
    // Each list rises, and has an ordinal once.
    private readonly Dictionary<AttributeValue, List<long>> _byValue = [];

    /// <param name="name">Of the attribute.</param>
    /// <param name="resources">All of the type, by ordinal.</param>
    public AttributeIndex(string name, IEnumerable<Resource> resources)
    {
        Name = name;
        foreach (var resource in resources)
            Add(resource);
    }

    public string Name { get; }

    public void Add(Resource resource)
    {
        foreach (var value in AttributeValues.Of(resource.Attributes, Name))
        {
            var ordinals = CollectionsMarshal.GetValueRefOrAddDefault(_byValue, value, out _) ??= [];
            ordinals.Insert(ordinals.IndexAfter(resource.Ordinal), resource.Ordinal);
        }
    }

    public void Remove(Resource resource)
    {
        foreach (var value in AttributeValues.Of(resource.Attributes, Name))
        {
            var ordinals = _byValue[value];
            ordinals.RemoveAt(ordinals.IndexAfter(resource.Ordinal) - 1);
            if (ordinals.Count == 0)
                _byValue.Remove(value);
        }
    }

    public AttributeMatches Find(AttributeFilter filter) =>
        new([.. filter.AnyOf.Distinct().Select(value => _byValue.GetValueOrDefault(value)).OfType<List<long>>()]);
}
