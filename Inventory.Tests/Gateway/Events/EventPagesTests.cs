using Inventory.Domain.Resources;
using Inventory.Gateway.Events;
using Inventory.Gateway.Resources;
using Inventory.Storage;

namespace Inventory.Tests.Gateway.Events;

public sealed class EventPagesTests
{
    [Fact]
    public void Pages_that_follow_on_each_other_are_found_by_what_they_begin_after()
    {
        var pages = EventPages.None.With(Page(5, 8)).With(Page(8, 9)).With(Page(9, 12));
        Assert.Null(pages.Find(4));
        Assert.Equal((5, 8), Range(pages.Find(5)));
        Assert.Equal((7, 8), Range(pages.Find(7)));
        Assert.Equal((8, 9), Range(pages.Find(8)));
        Assert.Equal((11, 12), Range(pages.Find(11)));
        Assert.Null(pages.Find(12));
        Assert.Null(EventPages.None.Find(0));
    }

    [Fact]
    public void Pages_of_other_places_are_kept_besides()
    {
        var pages = EventPages.None.With(Page(5, 8)).With(new(8, 8, [])).With(Page(20, 22)).With(Page(0, 5)).With(Page(21, 30));
        Assert.Equal((5, 8), Range(pages.Find(5)));
        Assert.Equal((0, 5), Range(pages.Find(0)));
        Assert.Null(pages.Find(8));
        Assert.Equal((20, 22), Range(pages.Find(20)));
        // Of two that have it, the one that was read later reaches further.
        Assert.Equal((21, 30), Range(pages.Find(21)));
    }

    [Fact]
    public void It_does_not_grow_without_end_and_keeps_the_newest()
    {
        var (small, large) = (EventPages.None, EventPages.None);
        for (var seq = 0; seq < 1_000; seq++)
            small = small.With(Page(seq, seq + 1));
        Assert.Equal((744, 745), Range(small.Find(744)));
        Assert.Null(small.Find(743));
        for (var page = 0; page < 100; page++)
            large = large.With(new(page * 1_000, (page + 1) * 1_000, [.. Enumerable.Range(page * 1_000 + 1, 1_000).Select(Event)]));
        Assert.NotNull(large.Find(84_000));
        Assert.Null(large.Find(83_999));
    }

    private static EventPage Page(long begin, long until) => new(begin, until, [.. Enumerable.Range((int)begin + 1, (int)(until - begin)).Select(Event)]);

    private static (long, long) Range(EventPage? page) => (page!.AfterSequence, page.Events[^1].Seq);

    private static FeedEvent Event(int seq) =>
        new(new RecordedEvent(seq, default, "Car", 1, new ResourceEvent.ResourceDeleted(), default, Actor: null), ResourceType.Described);
}
