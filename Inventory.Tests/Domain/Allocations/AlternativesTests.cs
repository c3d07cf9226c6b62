using Inventory.Domain.Allocations;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;

namespace Inventory.Tests.Domain.Allocations;

public sealed class AlternativesTests
{
    private const long Hour = 3_600_000_000;

    private static Interval Hours(long from, long to) => Sample.Interval(from * Hour, to * Hour);

    private static Calendar Taken(params (long From, long To)[] hours) =>
        Calendar.Of([.. hours.Select((h, i) => Sample.Allocation(i + 1, h.From * Hour, h.To * Hour))]);

    private static IEnumerable<(long, long)> Nearest(Calendar calendar, Interval wanted, long now = -1_000, int limit = 3) =>
        Alternatives.Nearest(calendar, wanted, new(now * Hour), limit).Select(i => (i.From.Microseconds / Hour, i.To.Microseconds / Hour));

    [Fact]
    public void The_nearest_come_first_and_of_two_as_near_the_later() =>
        Assert.Equal([(11, 12), (9, 10), (12, 13)], Nearest(Taken((10, 11)), Hours(10, 11)));

    [Fact]
    public void They_may_overlap_what_was_asked_for_but_not_what_is_taken() =>
        Assert.Equal([(9, 11), (12, 14), (7, 9)], Nearest(Taken((11, 12)), Hours(10, 12)));

    [Fact]
    public void A_gap_that_is_too_short_is_passed_by() =>
        Assert.Equal([(12, 14), (5, 7), (14, 16)], Nearest(Taken((7, 9), (10, 12)), Hours(9, 11)));

    [Theory]
    [InlineData(0), InlineData(1), InlineData(7), InlineData(100)]
    public void There_are_as_many_as_there_may_be(int limit) => Assert.Equal(limit, Nearest(Taken((10, 11), (15, 16)), Hours(10, 11), limit: limit).Count());

    [Fact]
    public void Nobody_who_asks_for_the_future_is_sent_to_the_past()
    {
        Assert.Equal([(11, 12), (12, 13), (13, 14)], Nearest(Taken((10, 11)), Hours(10, 11), now: 10));
        Assert.Equal([(11, 12), (9, 10), (12, 13)], Nearest(Taken((10, 11)), Hours(10, 11), now: 11));
    }

    [Fact]
    public void There_are_none_of_an_infinite_length_nor_where_there_is_no_room()
    {
        Assert.Empty(Alternatives.Nearest(Taken((10, 11)), Sample.Interval(0, null), new(0), limit: 3));
        Assert.Empty(Alternatives.Nearest(Sample.Calendar((null, null)), Hours(1, 2), new(0), limit: 3));
        Assert.Equal([(20, 21), (21, 22), (22, 23)], Nearest(Sample.Calendar((null, 20 * Hour)), Hours(1, 2)));
    }

    [Fact]
    public void On_random_calendars_they_are_free_distinct_of_the_length_and_none_is_nearer()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        for (var round = 0; round < TestSettings.Trials(2_000); round++)
        {
            var calendar = Calendar.Empty;
            for (var i = 0; i < 30; i++)
            {
                var from = random.Next(100);
                var interval = Sample.Interval(from, from + random.Next(1, 6));
                if (calendar.Overlapping(interval, 1).Count == 0)
                    calendar = calendar.Add(Sample.Allocation(i + 1, interval));
            }
            var (start, length) = (random.Next(100), random.Next(1, 8));
            var wanted = Sample.Interval(start, start + length);
            var found = Alternatives.Nearest(calendar, wanted, new(-1_000), limit: 3);
            var isConsistent = found.All(i => calendar.Overlapping(i).Count == 0 && i.To.Microseconds - i.From.Microseconds == length)
                && found.Count == 3
                && !found.SelectMany((a, i) => found.Skip(i + 1).Select(b => a.Overlaps(b))).Any(overlaps => overlaps);
            var nearest = Enumerable.Range(-50, 250).Where(s => calendar.Overlapping(Sample.Interval(s, s + length), 1).Count == 0).Min(s => Math.Abs(s - start));
            if (calendar.Overlapping(wanted, 1).Count > 0)
                Assert.True(isConsistent && Math.Abs(found[0].From.Microseconds - start) == nearest, $"seed {seed}, round {round}: {wanted} → {string.Join(' ', found)}");
        }
    }
}
