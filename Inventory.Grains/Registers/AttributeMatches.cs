using Inventory.Domain;

namespace Inventory.Registers;

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
