namespace Inventory.Grains.Users;

/// <summary>
/// Counts the changes that end permissions. A gateway in the same process as all grains caches callers until this number changes.
/// In a cluster it is not registered: there every request asks the grain.
/// </summary>
public sealed class Revocations
{
    private long _count;

    /// <summary>Read it before you ask a grain, so that the cached result is not older than the number.</summary>
    public long Count => Volatile.Read(ref _count);

    public void Advance() => Interlocked.Increment(ref _count);
}
