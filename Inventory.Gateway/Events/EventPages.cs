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
        if (page.Until == page.Begin)
            return this;
        var (first, events) = (_pages.Length, page.Events.Count);
        while (first > 0 && _pages.Length - first < MaxPages - 1 && events + _pages[first - 1].Events.Count <= MaxEvents)
            events += _pages[--first].Events.Count;
        return new([.. _pages.AsSpan(first), page]);
    }
}
