using System.Text;
using Inventory.Gateway.Api;

namespace Inventory.Gateway.Events;

/// <summary>The pages of the feed that were read last: those who are at the same place, at its end or behind it, share one reading of the store. Immutable.</summary>
public sealed class EventPages
{
    /// <summary>Some 10 MiB.</summary>
    private const int MaxEvents = 16_384;

    /// <summary>In quiet times a page has one event.</summary>
    private const int MaxPages = 256;

    public static readonly EventPages None = new([]);

    private readonly EventPage[] _pages;

    private EventPages(EventPage[] pages) => _pages = pages;

    /// <summary>What is kept of what comes next after this number; <c>null</c> when that is not here.</summary>
    public EventPage? Find(long after)
    {
        for (var i = _pages.Length - 1; i >= 0; i--)
            if (_pages[i].Covers(after))
                return _pages[i].After(after);
        return null;
    }

    /// <summary>With a page that has just been read, and without the oldest if there are too many.</summary>
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

/// <summary>A run of events.</summary>
/// <param name="AfterSequence">It has all that follows this number …</param>
/// <param name="LastSequence">… up to and with this one.</param>
/// <param name="Events">In order.</param>
public sealed record EventPage(long AfterSequence, long LastSequence, IReadOnlyList<FeedEvent> Events)
{
    /// <summary>It has what comes next after this number.</summary>
    public bool Covers(long after) => AfterSequence <= after && after < LastSequence;

    /// <summary>In UTF-8, as Server-Sent Events.</summary>
    public int Bytes => Events.Sum(e => e.Frame.Length);

    /// <summary>The part that follows.</summary>
    public EventPage After(long after) => after == AfterSequence ? this : this with { AfterSequence = after, Events = [.. Events.SkipWhile(e => e.Seq <= after)] };
}

/// <summary>An event with its place in the feed, rendered once for all who listen.</summary>
public sealed class FeedEvent
{
    private readonly int _begin;

    /// <param name="seq">Its place.</param>
    /// <param name="event">What happened.</param>
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

    /// <summary>The event in JSON.</summary>
    public ReadOnlySpan<byte> Utf8 => Frame.AsSpan(_begin, Frame.Length - _begin - 2);
}
