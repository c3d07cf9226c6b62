namespace Inventory.Domain.Allocations.Timelines;

/// <summary>The order of a tree's items, and what each part of the tree knows of those below it.</summary>
internal interface ITreeOrder<T, TSummary>
{
    static abstract int Compare(T one, T other);

    static abstract TSummary Of(ReadOnlySpan<T> items);

    static abstract TSummary Combine(TSummary left, TSummary right);
}

/// <summary>
/// Items in order: like <see cref="Node"/> a height-balanced tree whose leaves are short arrays, but for items that may overlap. Immutable: a change
/// copies the path from the root, in O(log n) steps.
/// </summary>
internal sealed class SortedTree<T, TSummary, TOrder>
    where TOrder : ITreeOrder<T, TSummary>
{
    private readonly T[]? _items;

    private SortedTree(T[] items)
    {
        _items = items;
        (First, Last, Summary) = (items[0], items[^1], TOrder.Of(items));
    }

    private SortedTree(SortedTree<T, TSummary, TOrder> left, SortedTree<T, TSummary, TOrder> right)
    {
        (Left, Right, Height) = (left, right, Math.Max(left.Height, right.Height) + 1);
        (First, Last, Summary) = (left.First, right.Last, TOrder.Combine(left.Summary, right.Summary));
    }

    /// <summary><c>null</c> in a leaf.</summary>
    public SortedTree<T, TSummary, TOrder>? Left { get; }

    /// <summary><c>null</c> in a leaf.</summary>
    public SortedTree<T, TSummary, TOrder>? Right { get; }

    public int Height { get; }

    public T First { get; }

    public T Last { get; }

    public TSummary Summary { get; }

    /// <summary>Of a leaf.</summary>
    public ReadOnlySpan<T> Items => _items;

    /// <returns><c>null</c> for no items.</returns>
    public static SortedTree<T, TSummary, TOrder>? Of(ReadOnlySpan<T> ordered)
    {
        if (ordered.Length <= Leaf.Capacity)
            return ordered.IsEmpty ? null : new(ordered.ToArray());
        var middle = ordered.Length / 2;
        return new(Of(ordered[..middle])!, Of(ordered[middle..])!);
    }

    /// <summary>In place of an equal one, if there is one.</summary>
    public SortedTree<T, TSummary, TOrder> Put(T item)
    {
        if (_items is null)
            return TOrder.Compare(item, Right!.First) < 0 ? Balance(Left!.Put(item), Right) : Balance(Left!, Right.Put(item));
        var at = IndexOf(item, out var isThere);
        T[] items = isThere ? [.. _items] : [.. _items.AsSpan(0, at), item, .. _items.AsSpan(at)];
        items[at] = item;
        if (items.Length <= Leaf.Capacity)
            return new(items);
        // What grows at its end leaves full parts behind.
        var split = at == _items.Length ? at : items.Length / 2;
        return new(new SortedTree<T, TSummary, TOrder>(items[..split]), new(items[split..]));
    }

    /// <returns><c>null</c> when nothing is left.</returns>
    public SortedTree<T, TSummary, TOrder>? Remove(T item)
    {
        if (_items is not null)
        {
            var at = IndexOf(item, out var isThere);
            return !isThere ? this : _items.Length == 1 ? null : new((T[])[.. _items.AsSpan(0, at), .. _items.AsSpan(at + 1)]);
        }
        var isRight = TOrder.Compare(item, Right!.First) >= 0;
        return (isRight ? Left! : Left!.Remove(item), isRight ? Right.Remove(item) : Right) switch
        {
            (null, var right) => right,
            (var left, null) => left,
            ({ _items: { } l }, { _items: { } r }) when l.Length + r.Length <= Leaf.Capacity / 2 => new((T[])[.. l, .. r]),
            (var left, var right) => Balance(left, right),
        };
    }

    public bool TryFind(T probe, out T found)
    {
        var node = this;
        while (node._items is null)
            node = TOrder.Compare(probe, node.Right!.First) < 0 ? node.Left! : node.Right;
        var at = node.IndexOf(probe, out var isThere);
        found = isThere ? node._items[at] : probe;
        return isThere;
    }

    private int IndexOf(T item, out bool isThere)
    {
        int low = 0, high = _items!.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (TOrder.Compare(_items[middle], item) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        isThere = low < _items.Length && TOrder.Compare(_items[low], item) == 0;
        return low;
    }

    private static SortedTree<T, TSummary, TOrder> Balance(SortedTree<T, TSummary, TOrder> left, SortedTree<T, TSummary, TOrder> right) => (left.Height - right.Height) switch
    {
        > 1 when left.Left!.Height >= left.Right!.Height => new(left.Left, new(left.Right, right)),
        > 1 => new(new(left.Left!, left.Right!.Left!), new(left.Right.Right!, right)),
        < -1 when right.Right!.Height >= right.Left!.Height => new(new(left, right.Left), right.Right),
        < -1 => new(new(left, right.Left!.Left!), new(right.Left.Right!, right.Right!)),
        _ => new(left, right),
    };
}
