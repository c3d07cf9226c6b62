using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Time;

public sealed class SlotGridTests
{
    private static readonly SlotGrid Ten = new(TimeSpan.FromMicroseconds(10));
    private static readonly SlotGrid HalfHours = new(TimeSpan.FromMinutes(30));

    [Theory]
    [InlineData(0L, 10L, true), InlineData(-10L, 0L, true), InlineData(-30L, 70L, true), InlineData(null, 10L, true)]
    [InlineData(-10L, null, true), InlineData(null, null, true)]
    [InlineData(1L, 10L, false), InlineData(0L, 9L, false), InlineData(-11L, 0L, false), InlineData(-9L, null, false), InlineData(null, 5L, false)]
    public void It_holds_what_begins_and_ends_with_a_slot(long? from, long? to, bool holds) => Assert.Equal(holds, Holds(Ten, Sample.Interval(from, to)));

    [Theory]
    [InlineData(0L, 10L, 0L, 10L), InlineData(1L, 9L, 0L, 10L), InlineData(9L, 11L, 0L, 20L), InlineData(-1L, 1L, -10L, 10L)]
    [InlineData(-19L, -11L, -20L, -10L), InlineData(-20L, -10L, -20L, -10L), InlineData(-21L, -9L, -30L, 0L)]
    [InlineData(null, 3L, null, 10L), InlineData(-3L, null, -10L, null), InlineData(null, null, null, null)]
    public void It_covers_an_interval_by_the_shortest_run_of_whole_slots(long? from, long? to, long? coverFrom, long? coverTo) =>
        Assert.Equal(Sample.Interval(coverFrom, coverTo), Cover(Ten, Sample.Interval(from, to)));

    [Fact]
    public void What_it_covers_with_it_holds_and_nothing_shorter()
    {
        for (var from = -35L; from < 35; from++)
        {
            for (var to = from + 1; to < 40; to++)
            {
                var (interval, cover) = (Sample.Interval(from, to), Cover(Ten, Sample.Interval(from, to)));
                Assert.True(Holds(Ten, cover) && cover.From <= interval.From && cover.To >= interval.To, $"{from} to {to}");
                Assert.True(from - cover.From.Microseconds < 10 && cover.To.Microseconds - to < 10, $"{from} to {to}");
                Assert.Equal(cover == interval, Holds(Ten, interval));
            }
        }
    }

    [Fact]
    public void Within_a_window_lie_as_many_whole_slots_as_fit()
    {
        for (var from = -35L; from < 35; from++)
        {
            for (var to = from + 1; to < 40; to++)
            {
                var window = Sample.Interval(from, to);
                var slots = Ten.SlotsWithin(window, 10).ToList();
                Assert.Equal(slots.Count == 0 ? null : new Interval(slots[0].From, slots[^1].To), Ten.Within(window));
            }
        }
        Assert.Equal([Sample.Interval(null, 10), Sample.Interval(-10, null), Interval.Always],
            new[] { Sample.Interval(null, 13), Sample.Interval(-13, null), Interval.Always }.Select(window => Ten.Within(window)!.Value));
        Assert.Null(HalfHours.Within(new(Instant.LastFinite, Instant.PlusInfinity)));
    }

    [Fact]
    public void Half_hours_are_counted_from_1970_in_both_directions()
    {
        Assert.True(Holds(HalfHours, Between("1969-12-31T23:30:00Z", "1970-01-01T00:00:00Z")));
        Assert.True(Holds(HalfHours, Between("0001-01-01T00:00:00Z", "9999-12-31T23:30:00Z")));
        Assert.False(Holds(HalfHours, Between("1969-12-31T23:29:59Z", "1970-01-01T00:00:00Z")));
        Assert.Equal(Between("1583-01-01T11:30:00Z", "2026-12-01T10:30:00Z"), Cover(HalfHours, Between("1583-01-01T11:59:59Z", "2026-12-01T10:00:01Z")));
    }

    [Fact]
    public void A_slot_that_would_leave_the_calendar_is_infinite()
    {
        var weeks = new SlotGrid(TimeSpan.FromDays(7));
        var firstDay = new Interval(Instant.FirstFinite, Instant.From(new DateTime(1, 1, 2, 0, 0, 0, DateTimeKind.Utc)));
        Assert.Equal(Instant.MinusInfinity, Cover(weeks, firstDay).From);
        Assert.True(Cover(weeks, firstDay).To.IsFinite);
        var lastMoment = new Interval(new(Instant.LastFinite.Microseconds - 1), Instant.LastFinite);
        Assert.Equal(Instant.PlusInfinity, Cover(HalfHours, lastMoment).To);
        Assert.True(Cover(HalfHours, lastMoment).From.IsFinite);
    }

    [Fact]
    public void A_slot_longer_than_the_calendar_covers_with_all_of_time_or_half_of_it()
    {
        var endless = new SlotGrid(TimeSpan.MaxValue);
        Assert.Equal(Sample.Interval(0, null), Cover(endless, Sample.Interval(5, 6)));
        Assert.Equal(Sample.Interval(null, 0), Cover(endless, Sample.Interval(-6, -5)));
        Assert.Equal(Interval.Always, Cover(endless, new Interval(Instant.FirstFinite, Instant.LastFinite)));
    }

    [Theory]
    [InlineData(0), InlineData(9), InlineData(-10)]
    public void A_slot_takes_a_microsecond_at_least(long ticks) => Assert.Throws<ArgumentOutOfRangeException>(() => new SlotGrid(TimeSpan.FromTicks(ticks)));

    private static bool Holds(SlotGrid grid, Interval interval) => grid.IsAligned(interval.From) && grid.IsAligned(interval.To);

    private static Interval Cover(SlotGrid grid, Interval interval) => grid.Enclose(interval.From, interval.To);

    private static Interval Between(string from, string to) => new(Parse(from), Parse(to));

    private static Instant Parse(string text) => Instant.From(DateTimeOffset.Parse(text, null).UtcDateTime);
}
