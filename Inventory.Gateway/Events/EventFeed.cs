using System.Runtime.CompilerServices;
using Inventory.Gateway.Resources;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Events;

/// <summary>Changes in commit order. All subscribers share the cached pages and one byte rate: under load they fall behind, and writers do not wait.</summary>
public sealed class EventFeed(IEventReader store, ResourceTypes types, SubscriberLimit listeners, FeedMetrics metrics, TimeProvider clock, IOptions<LimitsOptions> limits) : IDisposable
{
    private const string LastEventId = "Last-Event-ID";
    private const int PageSize = 1_000;

    // Events within this time are sent together. It grows with the subscribers: a write to each costs more than its bytes.
    private static readonly TimeSpan ShortestPace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PaceOfEach = TimeSpan.FromMilliseconds(0.2);

    private readonly Dictionary<string, ResourceType> _types = types.All.ToDictionary(t => t.Name);
    private readonly SemaphoreSlim _turn = new(1, 1);

    private readonly EventRateLimiter _rateLimiter = new(limits.Value.FeedBytesPerSecond, new ProcessLoad(clock).IsBusy);

    private volatile EventPages _pages = EventPages.None;

    // Up to where subscribers have followed: what comes after it is new, and not read again from the past.
    private long _followed = long.MaxValue;

    public ValueTask<long> FindLastSeqAsync(CancellationToken cancellation) => store.FindLastSeqAsync(cancellation);

    /// <summary>Where a subscriber goes on: after the event that it names, or <c>null</c> if it names none.</summary>
    public async ValueTask<(long? After, ProblemResult? Problem)> PositionAsync(Query query, HttpRequest request, string? after, CancellationToken cancellation)
    {
        var resumed = request.Headers[LastEventId].ToString();
        var position = query.Cursor(resumed.Length > 0 ? resumed : after, "after");
        if (query.Problem is { } problem) return (null, problem);
        if (position is { } cursor && await IsTooOldAsync(cursor, cancellation)) return (null, ProblemResult.OfType(ProblemTypes.CursorTooOld));
        if (position is { } later && await IsAheadAsync(later, cancellation)) return (null, ProblemResult.OfType(ProblemTypes.CursorAhead));
        return (position, null);
    }

    private async ValueTask<bool> IsTooOldAsync(long after, CancellationToken cancellation) =>
        _pages.Find(after) is null && after < await store.FindArchivedSeqAsync(cancellation)
        || limits.Value.OldestInFeed(clock.Now()) is { } oldest && await FindAtAsync(after, cancellation) < oldest;

    /// <summary>No event has been told under this cursor yet: it belongs to another store, or to a time before a restore.</summary>
    private async ValueTask<bool> IsAheadAsync(long after, CancellationToken cancellation) =>
        _pages.Find(after) is null && after > await store.FindLastSeqAsync(cancellation);

    public async ValueTask<long> FindBeginAsync(CancellationToken cancellation)
    {
        var archived = await store.FindArchivedSeqAsync(cancellation);
        if (limits.Value.OldestInFeed(clock.Now()) is not { } oldest)
            return archived;
        // All positions below tooOld are too old, and begin is not.
        var (tooOld, begin) = (archived, await store.FindLastSeqAsync(cancellation));
        while (tooOld < begin)
        {
            var middle = tooOld + (begin - tooOld) / 2;
            if (await FindAtAsync(middle, cancellation) < oldest)
                tooOld = middle + 1;
            else
                begin = middle;
        }
        return begin;
    }

    public async ValueTask<EventPage> ReadAsync(long after, CancellationToken cancellation)
    {
        if (_pages.Find(after) is { } known)
            return known;
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_pages.Find(after) is { } read)
                return read;
            var last = await store.FindLastSeqAsync(cancellation);
            if (after >= last)
            {
                _followed = after;
                return new EventPage(after, after, []);
            }
            var page = await LoadAsync(after, last, cancellation);
            if (after == _followed && page.Events is [var first, ..])
                metrics.Read(first.At, clock.Now());
            if (page.LastSequence >= last)
                _followed = page.LastSequence;
            _pages = _pages.With(page);
            return page;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>The frames that <paramref name="view"/> leaves of each page, and how far they go: a page may have none of them.</returns>
    public async IAsyncEnumerable<(long LastSequence, IReadOnlyList<byte[]> Frames)> ListenAsync(long after, EventView view, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var begin = clock.GetTimestamp();
            await store.WaitForEventsAsync(after, cancellation);
            if (Pace() - clock.GetElapsedTime(begin) is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, clock, cancellation);
            var page = await ReadAsync(after, cancellation);
            var frames = page.Events.Select(view.FrameOf).OfType<byte[]>().ToList();
            if (frames.Count > 0)
                await _rateLimiter.SpendAsync(frames.Sum(frame => frame.Length), cancellation);
            after = page.LastSequence;
            yield return (after, frames);
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _rateLimiter.Dispose();
    }

    private TimeSpan Pace() => TimeSpan.FromTicks(Math.Clamp(listeners.Count * PaceOfEach.Ticks, ShortestPace.Ticks, LongestPace.Ticks));

    private async Task<Instant> FindAtAsync(long after, CancellationToken cancellation) =>
        await store.ReadEventsAsync(after, 1, cancellation) is [var next] ? next.At : Instant.PlusInfinity;

    // The last event is the one that was the last before the page is read.
    private async Task<EventPage> LoadAsync(long after, long last, CancellationToken cancellation)
    {
        var stored = await store.ReadEventsAsync(after, PageSize, cancellation);
        // Events of types that are no longer configured are skipped; the cursor passes them.
        var events = stored.Where(e => _types.ContainsKey(e.ResourceType)).Select(e => new FeedEvent(e, _types[e.ResourceType]));
        // The store leaves out damaged events. The cursor must pass them, too, when they are the last.
        var end = stored.Count == PageSize ? stored[^1].Seq : Math.Max(last, stored.Count > 0 ? stored[^1].Seq : after);
        return new EventPage(after, end, [.. events]);
    }
}
