using System.Text;

namespace Inventory.Gateway.Events;

/// <summary>The latest pages of the feed, which all subscribers share. Immutable.</summary>
public sealed class EventPages
{
    // About 10 MiB.
    private const int MaxEvents = 16_384;

    // In quiet times a page has one event.
    private const int MaxPages = 256;

    public static readonly EventPages None = new([]);

    private readonly EventPage[] _pages;

    private EventPages(EventPage[] pages) => _pages = pages;

    public EventPage? Find(long after)
    {
        for (var i = _pages.Length - 1; i >= 0; i--)
            if (_pages[i].Covers(after))
                return _pages[i].After(after);
        return null;
    }

    public EventPages With(EventPage page)
    {
        if (page.LastSequence == page.AfterSequence)
            return this;
        var (first, events) = (_pages.Length, page.Events.Count);
        while (first > 0 && _pages.Length - first < MaxPages - 1 && events + _pages[first - 1].Events.Count <= MaxEvents)
            events += _pages[--first].Events.Count;
        return new([.. _pages.AsSpan(first), page]);
    }
}

/// <summary>All events after <c>AfterSequence</c>, up to and including <c>LastSequence</c>.</summary>
public sealed record EventPage(long AfterSequence, long LastSequence, IReadOnlyList<FeedEvent> Events)
{
    public bool Covers(long after) => AfterSequence <= after && after < LastSequence;

    public int Bytes => Events.Sum(e => e.Frame.Length);

    public EventPage First(int limit) => Events.Count <= limit ? this : this with { LastSequence = Events[limit - 1].Seq, Events = [.. Events.Take(limit)] };

    public EventPage After(long after) => after == AfterSequence ? this : this with { AfterSequence = after, Events = [.. Events.SkipWhile(e => e.Seq <= after)] };
}

/// <summary>An event, rendered once for all subscribers.</summary>
public sealed class FeedEvent
{
    private readonly int _begin;

    public FeedEvent(long seq, EventResponse @event)
    {
        Seq = seq;
        var head = Encoding.ASCII.GetBytes($"id: {@event.Id}\nevent: {@event.Type}\ndata: ");
        _begin = head.Length;
        Frame = [.. head, .. ApiResponse.ToBytes(@event, EventJson.Default.EventResponse), .. "\n\n"u8];
    }

    public long Seq { get; }

    /// <summary>The event as a Server-Sent Event.</summary>
    public byte[] Frame { get; }

    public ReadOnlySpan<byte> Utf8 => Frame.AsSpan(_begin, Frame.Length - _begin - 2);
}
