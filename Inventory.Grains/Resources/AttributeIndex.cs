using System.Runtime.InteropServices;

namespace Inventory.Grains.Resources;

internal sealed class AttributeIndex
{
    // Each list is ascending and has no duplicates.
    private readonly Dictionary<AttributeValue, List<long>> _byValue = [];

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

// Each index is built when a filter first needs it, and follows every change. The most recently used ones stay.
internal sealed class AttributeIndexes
{
    /// <summary>More than one request can filter by.</summary>
    public const int MaxCount = 16;

    // The most recently used is the last.
    private readonly List<AttributeIndex> _byUse = [];

    public AttributeMatches Find(AttributeFilter filter, IEnumerable<Resource> resources)
    {
        var index = _byUse.Find(candidate => candidate.Name == filter.Name) ?? new(filter.Name, resources);
        if (!_byUse.Remove(index) && _byUse.Count == MaxCount)
            _byUse.RemoveAt(0);
        _byUse.Add(index);
        return index.Find(filter);
    }

    /// <summary>Walks the filter with the fewest matches and checks the others.</summary>
    public AllAttributeMatches FindAll(IEnumerable<AttributeFilter> filters, IEnumerable<Resource> resources) =>
        new([.. filters.Select(filter => Find(filter, resources)).OrderBy(matches => matches.Count)]);

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

// Each list is ascending. No two share an ordinal, because a resource has one value of an attribute.
internal sealed class AttributeMatches(IReadOnlyList<List<long>> lists)
{
    public int Count { get; } = lists.Sum(list => list.Count);

    public bool Contains(long ordinal) => lists.Any(list => list.BinarySearch(ordinal) >= 0);

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

/// <summary>The resources that match every filter.</summary>
internal sealed class AllAttributeMatches(IReadOnlyList<AttributeMatches> byCount)
{
    public bool Contains(long ordinal) => byCount.All(matches => matches.Contains(ordinal));

    public IEnumerable<long> After(long ordinal) => byCount[0].After(ordinal).Where(next => byCount.Skip(1).All(matches => matches.Contains(next)));
}
