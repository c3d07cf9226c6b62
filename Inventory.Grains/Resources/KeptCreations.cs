using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Grains.Resources;

/// <summary>The resources that requests with keys have made, as they were then, for as long as keys are kept.</summary>
internal sealed class KeptCreations
{
    private readonly Dictionary<string, KeptCreation> _byKey = new(StringComparer.Ordinal);
    private readonly Queue<KeptCreation> _byAge = new();

    private readonly TimeSpan _keyLife;

    /// <param name="kept">Oldest first.</param>
    /// <param name="keyLife">The time for which keys are kept.</param>
    public KeptCreations(IEnumerable<KeptCreation> kept, TimeSpan keyLife)
    {
        _keyLife = keyLife;
        foreach (var creation in kept)
            Keep(creation);
    }

    public KeptCreation? Find(string key, Instant now) => _byKey.TryGetValue(key, out var kept) && IdempotencyRetention.Contains(kept.At, now, _keyLife) ? kept : null;

    public void Keep(KeptCreation creation)
    {
        _byKey[creation.Key.Key] = creation;
        _byAge.Enqueue(creation);
        while (_byAge.Peek() is var oldest && !IdempotencyRetention.Contains(oldest.At, creation.At, _keyLife))
        {
            _byAge.Dequeue();
            // The key may have been used again since.
            if (_byKey[oldest.Key.Key] == oldest)
                _byKey.Remove(oldest.Key.Key);
        }
    }
}
