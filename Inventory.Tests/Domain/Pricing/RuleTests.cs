using Inventory.Domain.Pricing;

namespace Inventory.Tests.Domain.Pricing;

public sealed class RuleTests
{
    [Theory]
    [InlineData(11, 1, false)]
    [InlineData(12, 19, false)]
    [InlineData(12, 20, true)]
    [InlineData(12, 31, true)]
    [InlineData(1, 1, true)]
    [InlineData(1, 6, true)]
    [InlineData(1, 7, false)]
    public void A_season_may_go_beyond_the_end_of_the_year(int month, int day, bool isIn)
    {
        Assert.Equal(isIn, new Season((12, 20), (1, 6), 2).Contains(month, day));
        Assert.Equal(!isIn, new Season((1, 7), (12, 19), 2).Contains(month, day));
    }

    [Theory]
    [InlineData(10 * 24, 10_000)]
    [InlineData(7 * 24, 10_000)]
    [InlineData(7 * 24 - 1, 5_000)]
    [InlineData(24, 5_000)]
    [InlineData(23, 0)]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    public void Who_cancels_earlier_is_given_back_more(int hoursAhead, long cents)
    {
        var quote = QuoteOf(10_000, new(TimeSpan.FromDays(1), 50), new(TimeSpan.FromDays(7), 100));
        Assert.Equal(Tariffs.Euro(cents), Cancellation.RefundOf(quote, Tariffs.After(TimeSpan.FromHours(hoursAhead)), Tariffs.Monday));
    }

    [Fact]
    public void Without_a_rule_all_is_given_back_until_the_start()
    {
        Assert.Equal(Tariffs.Euro(99), Cancellation.RefundOf(QuoteOf(99), Tariffs.After(TimeSpan.FromMicroseconds(1)), Tariffs.Monday));
        Assert.Equal(Tariffs.Euro(0), Cancellation.RefundOf(QuoteOf(99), Tariffs.Monday, Tariffs.Monday));
    }

    [Theory]
    [InlineData(-60, 0)]
    [InlineData(0, 0)]
    [InlineData(15, 0)]
    [InlineData(16, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    [InlineData(24 * 60, 24)]
    public void A_return_after_the_grace_pays_for_each_hour_that_has_begun(int minutesLate, int hours)
    {
        var rule = new LateReturn(TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), Tariffs.Euro(1500));
        Assert.Equal(Tariffs.Euro(1500 * hours), rule.FeeOf(Tariffs.Monday, Tariffs.After(TimeSpan.FromMinutes(minutesLate))));
    }

    private static Quote QuoteOf(long cents, params CancellationStep[] steps) =>
        new() { TariffVersion = "1", Lines = [], Total = Tariffs.Euro(cents), Cancellation = [.. steps] };
}
