using Inventory.Gateway.Events;

namespace Inventory.Tests.Events;

public sealed class EventTailTests
{
    [Fact]
    public void Pages_that_follow_on_each_other_are_found_by_what_they_begin_after()
    {
        var tail = EventTail.Empty.With(Page(5, 8)).With(Page(8, 9)).With(Page(9, 12));
        Assert.Null(tail.Find(4));
        Assert.Equal((5, 8), Range(tail.Find(5)));
        Assert.Equal((7, 8), Range(tail.Find(7)));
        Assert.Equal((8, 9), Range(tail.Find(8)));
        Assert.Equal((11, 12), Range(tail.Find(11)));
        Assert.Null(tail.Find(12));
        Assert.Null(EventTail.Empty.Find(0));
    }

    [Fact]
    public void A_page_from_the_past_changes_nothing_and_one_beyond_a_gap_begins_anew()
    {
        var tail = EventTail.Empty.With(Page(5, 8));
        Assert.Same(tail, tail.With(Page(0, 5)));
        Assert.Same(tail, tail.With(Page(6, 8)));
        Assert.Same(tail, tail.With(new(8, 8, [])));
        // Whoever was before a gap reads over it, and those who were there with him need not.
        Assert.Equal((3, 8), Range(tail.With(Page(3, 8)).Find(3)));
        tail = tail.With(Page(10, 12));
        Assert.Null(tail.Find(5));
        Assert.Equal((10, 12), Range(tail.Find(10)));
        // Read by another at the same time, it reaches further: what it repeats is not kept twice.
        tail = tail.With(Page(11, 15));
        Assert.Null(tail.Find(10));
        Assert.Equal((12, 15), Range(tail.Find(12)));
    }

    [Fact]
    public void It_does_not_grow_without_end_and_keeps_the_newest()
    {
        var (small, large) = (EventTail.Empty, EventTail.Empty);
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

    private static (long, long) Range(EventPage? page) => (page!.Begin, page.Events[^1].Seq);

    private static FeedEvent Event(int seq) =>
        new(seq, new EventResponse { Id = $"{seq}", Source = "", Type = "", Time = default, Sequence = "1", Data = new(null, null) });
}
