namespace Inventory.Grains.Users;

/// <summary>Counts changes that end permissions. A gateway beside all grains in one process caches callers until the count changes; a cluster has none.</summary>
public sealed class Revocations
{
    private long _count;

    /// <summary>Read it before you ask a grain, so that the cached result is not older than the number.</summary>
    public long Count => Volatile.Read(ref _count);

    public void Advance() => Interlocked.Increment(ref _count);
}
