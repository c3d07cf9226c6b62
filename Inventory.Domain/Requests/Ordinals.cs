namespace Inventory.Domain.Requests;

internal static class Ordinals
{
    public static int IndexAfter(this IList<long> ordinals, long ordinal) => ordinals.IndexAfter(ordinal, static each => each);

    /// <returns>The index of the first item with a higher ordinal.</returns>
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
