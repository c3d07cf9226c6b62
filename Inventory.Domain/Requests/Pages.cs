namespace Inventory.Domain.Requests;

public static class Pages
{
    /// <summary>A page ends with the item whose texts reach this size: attributes, dumps, descriptions.</summary>
    public const int Bytes = 1024 * 1024;

    /// <summary>The first items: at least one if there is one, and at most <paramref name="limit"/>.</summary>
    public static (List<T> Items, bool HasMore) Page<T>(this IEnumerable<T> items, int limit, Func<T, int> bytesOf)
    {
        var (page, bytes) = (new List<T>(), 0);
        foreach (var item in items)
        {
            if (page.Count == limit || bytes >= Bytes)
                return (page, HasMore: true);
            page.Add(item);
            bytes += bytesOf(item);
        }
        return (page, HasMore: false);
    }
}
