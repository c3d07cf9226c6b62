using Inventory.Domain.Allocations;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;

namespace Inventory.Tests.Domain.Allocations;

public sealed class CalendarTests
{
    public static TheoryData<long?, long?, int[]> Windows => new()
    {
        { null, null, [1, 2, 3, 4] },
        { null, -10, [1] },
        { null, 0, [1] },
        { 0, 10, [] },
        { 10, 20, [2] },
        { 15, 16, [2] },
        { 19, 21, [2, 3] },
        { 20, 30, [3] },
        { 9, 10, [] },
        { 30, 40, [] },
        { 5, 45, [2, 3, 4] },
        { 1000, null, [4] },
    };

    // 1 without beginning, 2 and 3 touching, 4 without end.
    private static readonly Calendar Four = Sample.Calendar((null, 0), (10, 20), (20, 30), (40, null));

    [Theory]
    [MemberData(nameof(Windows))]
    public void What_overlaps_a_window_is_found_by_start(long? from, long? to, int[] ids) =>
        Assert.Equal(ids, Sample.Numbers(Four.Overlapping(Sample.Interval(from, to))));

    [Theory]
    [InlineData(0, new int[0]), InlineData(1, new[] { 1 }), InlineData(3, new[] { 1, 2, 3 }), InlineData(5, new[] { 1, 2, 3, 4 })]
    public void No_more_are_found_than_asked_for(int limit, int[] ids) => Assert.Equal(ids, Sample.Numbers(Four.Overlapping(Interval.Always, limit)));

    public static TheoryData<long?, long?, long, string> GapCases => new()
    {
        { null, null, 0, "0-10 30-40" },
        { 5, 35, 0, "5-10 30-35" },
        { 5, 35, 5, "5-10 30-35" },
        { 5, 35, 6, "" },
        { 4, 35, 6, "4-10" },
        { null, 0, 0, "" },
        { 10, 30, 0, "" },
        { 11, 12, 0, "" },
        { 41, null, 0, "" },
        { 0, 10, 10, "0-10" },
        { 2, 3, 1, "2-3" },
        { null, null, 11, "" },
    };

    [Theory]
    [MemberData(nameof(GapCases))]
    public void The_gaps_are_what_is_free_in_the_window_and_long_enough(long? from, long? to, long atLeast, string gaps) =>
        Assert.Equal(gaps, Text(Four.Gaps(Sample.Interval(from, to), TimeSpan.FromMicroseconds(atLeast))));

    [Fact]
    public void The_gaps_around_everything_are_infinite_and_long_enough_for_anything()
    {
        Assert.Equal("-∞-∞", Text(Calendar.Empty.Gaps(Interval.Always, TimeSpan.MaxValue)));
        Assert.Equal("-∞-5 6-∞", Text(Sample.Calendar((5, 6)).Gaps(Interval.Always, TimeSpan.MaxValue)));
        Assert.Equal("3-5", Text(Sample.Calendar((5, 6)).Gaps(Sample.Interval(3, 6), TimeSpan.Zero)));
        Assert.Equal("3-5 6-8", Text(Sample.Calendar((5, 6)).Gaps(Sample.Interval(3, 8), TimeSpan.FromMicroseconds(2))));
        Assert.Equal("", Text(Sample.Calendar((null, null)).Gaps(Interval.Always, TimeSpan.Zero)));
    }

    [Fact]
    public void A_gap_shorter_by_less_than_a_microsecond_is_too_short()
    {
        Assert.Equal("0-2", Text(Sample.Calendar((2, null)).Gaps(Sample.Interval(0, 9), TimeSpan.FromTicks(20))));
        Assert.Equal("", Text(Sample.Calendar((2, null)).Gaps(Sample.Interval(0, 9), TimeSpan.FromTicks(21))));
    }

    [Theory]
    [InlineData(0, ""), InlineData(1, "0-10"), InlineData(2, "0-10 30-40")]
    public void No_more_gaps_are_found_than_asked_for(int limit, string gaps) => Assert.Equal(gaps, Text(Four.Gaps(Sample.Interval(-5, 45), TimeSpan.Zero, limit)));

    [Fact]
    public void No_gap_is_found_where_none_is_asked_for() => Assert.Empty(Sample.Calendar((5, 6)).Gaps(Interval.Always, TimeSpan.Zero, limit: 0));

    public static TheoryData<long?, long?> Taken => new() { { null, null }, { 15, 16 }, { 0, 11 }, { 29, 40 }, { 39, 41 }, { null, -1 }, { 50, null }, { 0, 40 } };

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_overlaps_cannot_be_added(long? from, long? to) =>
        Assert.Throws<ArgumentException>(() => Four.Add(Sample.Allocation(9, from, to)));

    [Theory]
    [InlineData(0L, 10L), InlineData(0L, 1L), InlineData(9L, 10L), InlineData(30L, 40L)]
    public void What_only_touches_can_be_added(long from, long to) => Assert.Equal(5, Four.Add(Sample.Allocation(9, from, to)).Count);

    [Fact]
    public void An_id_is_there_once()
    {
        Assert.Throws<ArgumentException>(() => Four.Add(Sample.Allocation(2, 30, 40)));
        Assert.Throws<ArgumentException>(() => Calendar.Of([Sample.Allocation(1, 0, 1), Sample.Allocation(1, 5, 6)]));
    }

    [Fact]
    public void A_calendar_is_not_made_of_what_overlaps()
    {
        Assert.Throws<ArgumentException>(() => Sample.Calendar((5, 9), (0, 6)));
        Assert.Throws<ArgumentException>(() => Sample.Calendar((5, 9), (5, 9)));
        Assert.Throws<ArgumentException>(() => Sample.Calendar((null, null), (0, 6)));
        Assert.Equal([2, 1], Sample.Numbers(Sample.Calendar((5, 9), (0, 5)).Overlapping(Interval.Always)));
    }

    [Fact]
    public void What_is_removed_is_free_again_and_the_old_calendar_still_has_it()
    {
        var three = Four.Remove(Sample.Id(2));
        Assert.Equal((3, 4), (three.Count, Four.Count));
        Assert.Null(three.Find(Sample.Id(2)));
        Assert.Equal(Sample.Interval(10, 20), Four.Find(Sample.Id(2))!.Interval);
        Assert.Equal([1, 9, 3, 4], Sample.Numbers(three.Add(Sample.Allocation(9, 0, 20)).Overlapping(Interval.Always)));
        Assert.Throws<ArgumentException>(() => three.Remove(Sample.Id(2)));
        Assert.Throws<ArgumentException>(() => Calendar.Empty.Remove(Sample.Id(2)));
    }

    private static string Text(IEnumerable<Interval> gaps) => string.Join(' ', gaps.Select(gap => $"{Text(gap.From)}-{Text(gap.To)}"));

    private static string Text(Instant end) => end.IsFinite ? $"{end.Microseconds}" : $"{end}";
}
