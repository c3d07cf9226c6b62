namespace Inventory.Domain.Requests;

/// <summary>Lists in which ordinals rise.</summary>
internal static class Ordinals
{
    /// <returns>The place of the first that is higher than this one.</returns>
    public static int IndexAfter(this IList<long> ordinals, long ordinal) => ordinals.IndexAfter(ordinal, static each => each);

    /// <param name="list">By ordinal.</param>
    /// <param name="ordinal">That of one of them, or not.</param>
    /// <param name="ordinalOf">The ordinal of one.</param>
    /// <returns>The place of the first whose ordinal is higher than this one.</returns>
    public static int IndexAfter<T>(this IList<T> list, long ordinal, Func<T, long> ordinalOf)
    {
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ordinalOf(list[middle]) > ordinal)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
