using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Domain.Time;

public sealed class InstantTests
{
    public static TheoryData<DateTime, long> Dates => new()
    {
        { Utc(1970, 1, 1), 0 },
        { Utc(1970, 1, 1).AddTicks(9), 0 },
        { Utc(1970, 1, 1).AddTicks(10), 1 },
        { Utc(1970, 1, 1).AddTicks(-1), -1 },
        { Utc(1970, 1, 1).AddTicks(-10), -1 },
        { Utc(1970, 1, 1).AddTicks(-11), -2 },
        { Utc(2026, 12, 1), 1_796_083_200_000_000 },
        { DateTime.MinValue, -62_135_596_800_000_000 },
        { DateTime.MaxValue, 253_402_300_799_999_999 },
    };

    [Theory]
    [MemberData(nameof(Dates))]
    public void A_date_becomes_whole_microseconds_cut_downwards(DateTime utc, long microseconds) =>
        Assert.Equal(microseconds, Instant.From(utc).Microseconds);

    [Fact]
    public void A_moment_comes_back_as_the_date_that_it_was_made_of()
    {
        foreach (var utc in new[] { DateTime.MinValue, Utc(1969, 12, 31).AddTicks(10), Utc(2030, 1, 1).AddTicks(123_450), new(DateTime.MaxValue.Ticks - 9) })
            Assert.Equal(utc, Instant.From(utc).ToDateTime());
        Assert.Equal(DateTimeKind.Utc, Instant.From(Utc(2030, 1, 1)).ToDateTime().Kind);
    }

    [Fact]
    public void Infinite_moments_stand_around_all_finite_ones_and_have_no_date()
    {
        Assert.True(Instant.MinusInfinity < Instant.FirstFinite && Instant.FirstFinite < Instant.LastFinite && Instant.LastFinite < Instant.PlusInfinity);
        Assert.False(Instant.MinusInfinity.IsFinite);
        Assert.False(Instant.PlusInfinity.IsFinite);
        Assert.True(Instant.FirstFinite.IsFinite);
        Assert.True(Instant.LastFinite.IsFinite);
        Assert.Throws<InvalidOperationException>(() => Instant.MinusInfinity.ToDateTime());
        Assert.Throws<InvalidOperationException>(() => Instant.PlusInfinity.ToDateTime());
    }

    [Fact]
    public void Comparisons_agree_with_each_other()
    {
        Instant[] ordered = [Instant.MinusInfinity, Instant.FirstFinite, new(-1), new(0), new(1), Instant.LastFinite, Instant.PlusInfinity];
        for (var i = 0; i < ordered.Length; i++)
        {
            for (var j = 0; j < ordered.Length; j++)
            {
                var (a, b) = (ordered[i], ordered[j]);
                Assert.Equal(i.CompareTo(j), Math.Sign(a.CompareTo(b)));
                Assert.Equal((i < j, i <= j, i > j, i >= j, i == j), (a < b, a <= b, a > b, a >= b, a == b));
            }
        }
    }

    public static TheoryData<Instant, string> Texts => new()
    {
        { Instant.MinusInfinity, "-∞" },
        { Instant.PlusInfinity, "∞" },
        { Instant.From(Utc(2026, 12, 1)), "2026-12-01T00:00:00Z" },
        { new(1), "1970-01-01T00:00:00.000001Z" },
        { new(-500_000), "1969-12-31T23:59:59.5Z" },
        { Instant.LastFinite, "9999-12-31T23:59:59.999999Z" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void It_is_written_in_utc_with_a_fraction_only_where_there_is_one(Instant instant, string text) => Assert.Equal(text, instant.ToString());

    [Fact]
    public void Now_is_what_the_clock_shows()
    {
        var clock = Sample.Clock();
        Assert.Equal(Instant.From(clock.GetUtcNow().UtcDateTime), clock.Now());
    }

    private static DateTime Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);
}
