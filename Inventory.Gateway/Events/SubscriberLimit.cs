using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Events;

/// <summary>Counts those who listen to the change feed.</summary>
public sealed class SubscriberLimit(IOptions<LimitsOptions> limits)
{
    private int _count;

    /// <summary>As many as there may be.</summary>
    public int Limit => limits.Value.Subscribers;

    public int Count => Volatile.Read(ref _count);

    /// <returns>A place until it is disposed of; <c>null</c> when all are taken.</returns>
    public IDisposable? TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= Limit)
            return new Place(this);
        Interlocked.Decrement(ref _count);
        return null;
    }

    private sealed class Place(SubscriberLimit all) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref all._count);
    }
}
