using System.Collections.Concurrent;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Events;

public sealed class SubscriberLimit(IOptions<LimitsOptions> limits)
{
    /// <summary>Streams of one customer: several pages, on several devices.</summary>
    public const int MaxOfCustomer = 20;

    private readonly ConcurrentDictionary<Guid, int> _customers = [];

    private int _count;

    public int Limit => limits.Value.Subscribers;

    public int Count => Volatile.Read(ref _count);

    /// <param name="customer"><c>null</c> for staff and programs.</param>
    /// <param name="refusal">Why there is no place.</param>
    public IDisposable? TryEnter(Guid? customer, out ProblemResult? refusal)
    {
        refusal = null;
        if (customer is { } known && _customers.AddOrUpdate(known, 1, (_, count) => count + 1) > MaxOfCustomer)
            refusal = ProblemResult.TooManyRequests(TimeSpan.FromSeconds(10), $"You have {MaxOfCustomer} streams of changes open. Close one first.");
        else if (Interlocked.Increment(ref _count) is var count && count <= Limit)
            return new Place(this, customer);
        else
            (_, refusal) = (Interlocked.Decrement(ref _count), new(ProblemTypes.TooManyListeners, $"The limit of {Limit} subscribers is reached."));
        Leave(customer);
        return null;
    }

    private void Leave(Guid? customer)
    {
        // One that is at 0 is removed, unless somebody enters meanwhile.
        if (customer is { } known && _customers.AddOrUpdate(known, 0, (_, count) => count - 1) == 0)
            _customers.TryRemove(KeyValuePair.Create(known, 0));
    }

    private sealed class Place(SubscriberLimit all, Guid? customer) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref all._count);
            all.Leave(customer);
        }
    }
}
