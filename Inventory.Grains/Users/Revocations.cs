namespace Inventory.Grains.Users;

/// <summary>
/// Counts what has made rights end: a logout, another role, a revoked key. Where a gateway and all grains are in one process, what the gateway remembers of callers
/// holds while this number stays. It is registered there alone: in a cluster every request asks the grain.
/// </summary>
public sealed class Revocations
{
    private long _count;

    /// <summary>To be read before a grain is asked: what is remembered then is not older than it says.</summary>
    public long Count => Volatile.Read(ref _count);

    public void Advance() => Interlocked.Increment(ref _count);
}
