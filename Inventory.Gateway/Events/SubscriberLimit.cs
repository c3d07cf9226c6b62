using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Events;

public sealed class SubscriberLimit(IOptions<LimitsOptions> limits)
{
    private int _count;

    public int Limit => limits.Value.Subscribers;

    public int Count => Volatile.Read(ref _count);

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
