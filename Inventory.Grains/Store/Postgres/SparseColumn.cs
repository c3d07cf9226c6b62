namespace Inventory.Store.Postgres;

/// <summary>An element for each commit of a batch, where any has one; else none at all, which costs nothing on the way.</summary>
internal sealed class SparseColumn<T>
{
    private readonly List<T> _values = [];

    /// <summary>Sets the value of the commit with this place, from 1; those before it that were not set have none.</summary>
    public void Set(int place, T value)
    {
        if (value is null)
            return;
        Fill(place - 1);
        _values.Add(value);
    }

    public List<T> ToList(int count)
    {
        if (_values.Count > 0)
            Fill(count);
        return _values;
    }

    private void Fill(int count)
    {
        while (_values.Count < count)
            _values.Add(default(T)!);
    }
}
