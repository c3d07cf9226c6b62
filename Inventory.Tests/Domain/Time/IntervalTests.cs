using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Time;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(0L, 1L), InlineData(-5L, 5L), InlineData(null, 0L), InlineData(0L, null), InlineData(null, null)]
    public void It_has_the_ends_that_it_was_given(long? from, long? to)
    {
        var interval = Sample.Interval(from, to);
        Assert.Equal((from ?? long.MinValue, to ?? long.MaxValue), (interval.From.Microseconds, interval.To.Microseconds));
    }

    public static TheoryData<Instant, Instant> Empty => new()
    {
        { new(3), new(3) },
        { new(3), new(2) },
        { Instant.PlusInfinity, new(2) },
        { new(2), Instant.MinusInfinity },
        { Instant.MinusInfinity, Instant.MinusInfinity },
        { Instant.PlusInfinity, Instant.PlusInfinity },
        { Instant.PlusInfinity, Instant.MinusInfinity },
    };

    [Theory]
    [MemberData(nameof(Empty))]
    public void Empty_and_reversed_ones_cannot_be_made(Instant from, Instant to) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Interval(from, to));

    [Theory]
    [InlineData(0L, 2L, 2L, 4L, false)] // They touch.
    [InlineData(0L, 2L, 1L, 4L, true)]
    [InlineData(0L, 9L, 3L, 4L, true)] // One within the other.
    [InlineData(0L, 2L, 0L, 2L, true)]
    [InlineData(0L, 1L, 5L, 6L, false)]
    [InlineData(null, 2L, 2L, null, false)]
    [InlineData(null, 3L, 2L, null, true)]
    [InlineData(null, 3L, null, -100L, true)]
    [InlineData(5L, null, 900L, null, true)]
    [InlineData(5L, null, 4L, 5L, false)]
    [InlineData(null, null, 4L, 5L, true)]
    [InlineData(null, null, null, null, true)]
    public void Half_open_intervals_overlap_where_they_share_a_moment(long? from, long? to, long? otherFrom, long? otherTo, bool overlap)
    {
        var (a, b) = (Sample.Interval(from, to), Sample.Interval(otherFrom, otherTo));
        Assert.Equal(overlap, a.Overlaps(b));
        Assert.Equal(overlap, b.Overlaps(a));
    }

    [Theory]
    [InlineData(0L, 1L), InlineData(-1L, 1L), InlineData(null, null)]
    public void The_default_is_empty_and_overlaps_nothing(long? from, long? to)
    {
        Assert.False(default(Interval).Overlaps(Sample.Interval(from, to)));
        Assert.False(Sample.Interval(from, to).Overlaps(default));
        Assert.False(default(Interval).Overlaps(default));
    }

    [Fact]
    public void Always_is_all_of_time()
    {
        Assert.Equal(Sample.Interval(null, null), Interval.Always);
        Assert.Equal("[-∞, ∞)", Interval.Always.ToString());
        Assert.Equal("[1970-01-01T00:00:00Z, 1970-01-01T00:00:01Z)", Sample.Interval(0, 1_000_000).ToString());
    }
}
