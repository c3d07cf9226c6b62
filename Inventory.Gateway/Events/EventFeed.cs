using System.Runtime.CompilerServices;
using Inventory.Gateway.Types;
using Inventory.Options;
using Inventory.Store;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Events;

/// <summary>
/// The changes in the order in which they became durable. The newest are kept rendered: all who listen at the end share one reading of the store, and
/// writers do nothing for them. Who is further behind reads the store.
/// </summary>
public sealed class EventFeed(IEventReader store, ResourceTypes types, EventListeners listeners, IOptions<LimitsOptions> limits) : IDisposable
{
    private const int PageSize = 1_000;

    /// <summary>Events that come within this time are sent together. With many listeners it is longer: to send to each costs more than what is sent.</summary>
    private static readonly TimeSpan ShortestPace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PaceOfEach = TimeSpan.FromMilliseconds(0.2);

    private readonly Dictionary<string, ResourceType> _types = types.All.ToDictionary(t => t.Name);
    private readonly SemaphoreSlim _turn = new(1, 1);

    private volatile EventTail _tail = EventTail.Empty;

    public long LastSeq => store.LastSeq;

    /// <summary>The feed tells what follows this number: as far back as it may go.</summary>
    public long Begin => Math.Max(0, LastSeq - limits.Value.FeedEvents);

    /// <summary>A page of what follows, perhaps empty.</summary>
    public async ValueTask<EventPage> ReadAsync(long after, CancellationToken cancellation)
    {
        if (after >= store.LastSeq)
            return new EventPage(after, after, []);
        if (_tail.Find(after) is { } known)
            return known;
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_tail.Find(after) is { } read)
                return read;
            var page = await LoadAsync(after, cancellation);
            _tail = _tail.With(page);
            return page;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Pages of what follows, none empty, as it happens, until it is cancelled.</summary>
    public async IAsyncEnumerable<EventPage> ListenAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var pace = new PeriodicTimer(Pace());
        while (true)
        {
            await store.WaitForEventsAsync(after, cancellation);
            if (pace.Period != Pace())
                pace.Period = Pace();
            await pace.WaitForNextTickAsync(cancellation);
            var page = await ReadAsync(after, cancellation);
            after = page.Until;
            yield return page;
        }
    }

    public void Dispose() => _turn.Dispose();

    private TimeSpan Pace() => TimeSpan.FromTicks(Math.Clamp(listeners.Count * PaceOfEach.Ticks, ShortestPace.Ticks, LongestPace.Ticks));

    private async Task<EventPage> LoadAsync(long after, CancellationToken cancellation)
    {
        var stored = await store.ReadEventsAsync(after, PageSize, cancellation);
        // Of a type that is not configured any more nothing is told; the cursor goes past it.
        var events = stored.Where(e => _types.ContainsKey(e.ResourceType)).Select(e => new FeedEvent(e.Seq, EventResponse.Of(e, _types[e.ResourceType])));
        return new EventPage(after, stored.Count > 0 ? stored[^1].Seq : after, [.. events]);
    }
}
