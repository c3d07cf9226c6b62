namespace Inventory.Gateway.Events;

/// <summary>The latest pages of the feed, which all subscribers share. Immutable.</summary>
public sealed class EventPages
{
    // About 20 MiB.
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

    public EventPage First(int limit) => Events.Count <= limit ? this : this with { LastSequence = Events[limit - 1].Seq, Events = [.. Events.Take(limit)] };

    public EventPage After(long after) => after == AfterSequence ? this : this with { AfterSequence = after, Events = [.. Events.SkipWhile(e => e.Seq <= after)] };
}
