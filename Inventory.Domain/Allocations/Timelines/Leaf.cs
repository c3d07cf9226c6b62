namespace Inventory.Domain.Allocations.Timelines;

internal sealed class Leaf : Node
{
    /// <summary>Measured: 16 to 64 are equally fast; at 32 the tree costs about 20 bytes per allocation.</summary>
    public const int Capacity = 32;

    private readonly Allocation[] _items;

    public Leaf(params ReadOnlySpan<Allocation> items)
    {
        _items = items.ToArray();
        for (var i = 1; i < _items.Length; i++)
            LongestGap = Math.Max(LongestGap, GapBetween(_items[i - 1].Interval.To, _items[i].Interval.From));
    }

    public ReadOnlySpan<Allocation> Items => _items;

    public override int Height => 0;

    public override Instant From => _items[0].Interval.From;

    public override Instant To => _items[^1].Interval.To;

    public override long LongestGap { get; }

    public override Node Insert(Allocation allocation)
    {
        var at = IndexOfFirstEndingAfter(allocation.Interval.From);
        Span<Allocation> items = [.. _items.AsSpan(0, at), allocation, .. _items.AsSpan(at)];
        if (items.Length <= Capacity)
            return new Leaf(items);

        // Most calendars grow at their end: a full leaf there stays full, and the new allocation starts the next one.
        var split = at == _items.Length ? at : items.Length / 2;
        return new Branch(new Leaf(items[..split]), new Leaf(items[split..]));
    }

    public override Node? Remove(Allocation allocation)
    {
        if (_items.Length == 1)
            return null;
        var at = IndexOfFirstEndingAfter(allocation.Interval.From);
        return new Leaf([.. _items.AsSpan(0, at), .. _items.AsSpan(at + 1)]);
    }

    public override void Collect(Interval window, int limit, List<Allocation> found)
    {
        for (var i = IndexOfFirstEndingAfter(window.From); i < _items.Length && _items[i].Interval.From < window.To && found.Count < limit; i++)
            found.Add(_items[i]);
    }

    private int IndexOfFirstEndingAfter(Instant moment)
    {
        int low = 0, high = _items.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_items[middle].Interval.To > moment)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
