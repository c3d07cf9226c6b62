namespace Inventory.Grains.Resources;

/// <summary>Resources as they were when a request with a key created them, while keys are retained.</summary>
internal sealed class CreationRecords
{
    private readonly Dictionary<string, CreationRecord> _byKey = new(StringComparer.Ordinal);
    private readonly Queue<CreationRecord> _byAge = new();

    private readonly TimeSpan _retention;

    public CreationRecords(IEnumerable<CreationRecord> oldestFirst, TimeSpan retention)
    {
        _retention = retention;
        foreach (var creation in oldestFirst)
            Add(creation);
    }

    public CreationRecord? Find(string key, Instant now) => _byKey.TryGetValue(key, out var record) && RetentionPeriod.Contains(record.At, now, _retention) ? record : null;

    public void Add(CreationRecord creation)
    {
        _byKey[creation.Key.Key] = creation;
        _byAge.Enqueue(creation);
        while (_byAge.Peek() is var oldest && !RetentionPeriod.Contains(oldest.At, creation.At, _retention))
        {
            _byAge.Dequeue();
            // The key may have been used again since.
            if (_byKey[oldest.Key.Key] == oldest)
                _byKey.Remove(oldest.Key.Key);
        }
    }
}
