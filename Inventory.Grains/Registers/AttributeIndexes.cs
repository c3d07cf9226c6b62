using Inventory.Contracts;

namespace Inventory.Registers;

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
