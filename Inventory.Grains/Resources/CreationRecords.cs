using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Grains.Resources;

/// <summary>The resources that requests with keys have made, as they were then, for as long as keys are kept.</summary>
internal sealed class CreationRecords
{
    private readonly Dictionary<string, CreationRecord> _byKey = new(StringComparer.Ordinal);
    private readonly Queue<CreationRecord> _byAge = new();

    private readonly TimeSpan _keyLife;

    /// <param name="kept">Oldest first.</param>
    /// <param name="keyLife">The time for which keys are kept.</param>
    public CreationRecords(IEnumerable<CreationRecord> kept, TimeSpan keyLife)
    {
        _keyLife = keyLife;
        foreach (var creation in kept)
            Add(creation);
    }

    public CreationRecord? Find(string key, Instant now) => _byKey.TryGetValue(key, out var kept) && RetentionPeriod.Contains(kept.At, now, _keyLife) ? kept : null;

    public void Add(CreationRecord creation)
    {
        _byKey[creation.Key.Key] = creation;
        _byAge.Enqueue(creation);
        while (_byAge.Peek() is var oldest && !RetentionPeriod.Contains(oldest.At, creation.At, _keyLife))
        {
            _byAge.Dequeue();
            // The key may have been used again since.
            if (_byKey[oldest.Key.Key] == oldest)
                _byKey.Remove(oldest.Key.Key);
        }
    }
}
