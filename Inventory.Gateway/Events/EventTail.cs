namespace Inventory.Gateway.Events;

/// <summary>The newest pages of the feed, one after the other without a gap: who listens, and is not far behind, is told from here. Immutable.</summary>
public sealed class EventTail
{
    /// <summary>Some 10 MiB.</summary>
    private const int MaxEvents = 16_384;

    /// <summary>In quiet times a page has one event.</summary>
    private const int MaxPages = 256;

    public static readonly EventTail Empty = new([]);

    private readonly EventPage[] _pages;

    private EventTail(EventPage[] pages) => _pages = pages;

    /// <summary>What is kept of what comes next after this number; <c>null</c> when that is not here.</summary>
    public EventPage? Find(long after)
    {
        for (var i = _pages.Length - 1; i >= 0 && after < _pages[i].Until; i--)
            if (_pages[i].Covers(after))
                return _pages[i].After(after);
        return null;
    }

    /// <summary>With a page that has just been read. What it follows on stays; one that does not follow takes its place if it reaches further, or as far and further back.</summary>
    public EventTail With(EventPage page)
    {
        if (_pages is [] || (page.Begin != _pages[^1].Until && (page.Until, _pages[0].Begin).CompareTo((_pages[^1].Until, page.Begin)) > 0))
            return new([page]);
        if (page.Begin != _pages[^1].Until || page.Until == page.Begin)
            return this;
        var (first, events) = (_pages.Length, page.Events.Count);
        while (first > 0 && _pages.Length - first < MaxPages - 1 && events + _pages[first - 1].Events.Count <= MaxEvents)
            events += _pages[--first].Events.Count;
        return new([.. _pages.AsSpan(first), page]);
    }
}
