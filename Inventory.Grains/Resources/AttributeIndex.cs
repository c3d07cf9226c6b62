using System.Runtime.InteropServices;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;

namespace Inventory.Grains.Resources;

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

/// <summary>
/// Indexes over the attributes that a type's resources are asked for by. Each is made when it is first asked for, which reads them all
/// once, and follows every change from then on. Of the many names that attributes may have, those that were asked for last are kept.
/// </summary>
internal sealed class AttributeIndexes
{
    /// <summary>More than one request may ask for.</summary>
    public const int MaxCount = 16;

    // The one that was asked for last is the last.
    private readonly List<AttributeIndex> _byUse = [];

    /// <param name="filter">Names the attribute.</param>
    /// <param name="resources">All of the type, by ordinal.</param>
    public AttributeMatches Find(AttributeFilter filter, IEnumerable<Resource> resources)
    {
        var index = _byUse.Find(kept => kept.Name == filter.Name) ?? new(filter.Name, resources);
        if (!_byUse.Remove(index) && _byUse.Count == MaxCount)
            _byUse.RemoveAt(0);
        _byUse.Add(index);
        return index.Find(filter);
    }

    public void Add(Resource resource)
    {
        foreach (var index in _byUse)
            index.Add(resource);
    }

    public void Remove(Resource resource)
    {
        foreach (var index in _byUse)
            index.Remove(resource);
    }
}

/// <summary>The ordinals of the resources that one filter asks for, while the register does not change.</summary>
/// <param name="lists">Each rises; none has what another has, for a resource has one value of an attribute.</param>
internal sealed class AttributeMatches(IReadOnlyList<List<long>> lists)
{
    public int Count { get; } = lists.Sum(list => list.Count);

    public bool Contains(long ordinal) => lists.Any(list => list.BinarySearch(ordinal) >= 0);

    /// <summary>Those that are higher than this one, rising.</summary>
    public IEnumerable<long> After(long ordinal)
    {
        var next = lists.Select(list => list.IndexAfter(ordinal)).ToArray();
        while (true)
        {
            var least = -1;
            for (var i = 0; i < next.Length; i++)
                if (next[i] < lists[i].Count && (least < 0 || lists[i][next[i]] < lists[least][next[least]]))
                    least = i;
            if (least < 0)
                yield break;
            yield return lists[least][next[least]++];
        }
    }
}
