using System.Runtime.CompilerServices;
using Inventory.Gateway.Types;
using Inventory.Store;

namespace Inventory.Gateway.Events;

/// <summary>
/// The changes in the order in which they became durable. The newest are kept rendered: all who listen at the end share one reading of the store, and
/// writers do nothing for them. Who is further behind reads the store.
/// </summary>
public sealed class EventFeed(IEventReader store, ResourceTypes types) : IDisposable
{
    private const int PageSize = 1_000;

    /// <summary>Events that come within this time are sent together.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, ResourceType> _types = types.All.ToDictionary(t => t.Name);
    private readonly SemaphoreSlim _turn = new(1, 1);

    // The last page that was read at the end; whoever asks for what follows its begin is answered from it.
    private volatile EventPage _tail = new(0, 0, []);

    /// <summary>Where what has happened by now ends.</summary>
    public ValueTask<long> FindLastSeqAsync(CancellationToken cancellation) => store.FindLastSeqAsync(cancellation);

    /// <summary>A page of what follows, perhaps empty.</summary>
    public async ValueTask<EventPage> ReadAsync(long after, CancellationToken cancellation)
    {
        if (_tail.Covers(after))
            return _tail.After(after);
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_tail.Covers(after))
                return _tail.After(after);
            if (after >= await store.FindLastSeqAsync(cancellation))
                return new EventPage(after, after, []);
            var page = await LoadAsync(after, cancellation);
            if (page.Until >= _tail.Until)
                _tail = page;
            return page;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Pages of what follows, as it happens, until it is cancelled.</summary>
    public async IAsyncEnumerable<EventPage> ListenAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var pace = new PeriodicTimer(Pace);
        while (true)
        {
            await store.WaitForEventsAsync(after, cancellation);
            await pace.WaitForNextTickAsync(cancellation);
            var page = await ReadAsync(after, cancellation);
            after = page.Until;
            yield return page;
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<EventPage> LoadAsync(long after, CancellationToken cancellation)
    {
        var stored = await store.ReadEventsAsync(after, PageSize, cancellation);
        // Of a type that is not configured any more nothing is told; the cursor goes past it.
        var events = stored.Where(e => _types.ContainsKey(e.ResourceType)).Select(e => new FeedEvent(e.Seq, EventResponse.Of(e, _types[e.ResourceType])));
        return new EventPage(after, stored.Count > 0 ? stored[^1].Seq : after, [.. events]);
    }
}
