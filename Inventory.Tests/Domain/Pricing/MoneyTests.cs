using Inventory.Domain.Pricing;

namespace Inventory.Tests.Domain.Pricing;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0", "EUR", 0, "0.00")]
    [InlineData("12.3", "EUR", 1230, "12.30")]
    [InlineData("12.34", "EUR", 1234, "12.34")]
    [InlineData("-0.05", "EUR", -5, "-0.05")]
    [InlineData("007", "EUR", 700, "7.00")]
    [InlineData("1500", "JPY", 1500, "1500")]
    [InlineData("1.5", "KWD", 1500, "1.500")]
    [InlineData("0.0001", "CLF", 1, "0.0001")]
    [InlineData("999999999999999.99", "EUR", 99999999999999999, "999999999999999.99")]
    public void A_decimal_string_is_read_exactly_and_written_with_all_places(string text, string currency, long units, string written)
    {
        Assert.True(Money.TryParse(text, currency, out var money));
        Assert.Equal((new Money(units, currency), written), (money, money.ToString()));
    }

    [Theory]
    [InlineData(null, "EUR")]
    [InlineData("", "EUR")]
    [InlineData("-", "EUR")]
    [InlineData(".5", "EUR")]
    [InlineData("5.", "EUR")]
    [InlineData("1.234", "EUR")]
    [InlineData("1.0", "JPY")]
    [InlineData("1,50", "EUR")]
    [InlineData("1e3", "EUR")]
    [InlineData(" 1", "EUR")]
    [InlineData("+1", "EUR")]
    [InlineData("--1", "EUR")]
    [InlineData("1.-5", "EUR")]
    [InlineData("٣", "EUR")]
    [InlineData("1234567890123456", "EUR")]
    [InlineData("999999999999999.9999", "CLF")]
    public void What_is_no_amount_is_refused(string? text, string currency) => Assert.False(Money.TryParse(text, currency, out _));

    [Theory]
    [InlineData(100, "1.5", 150)]
    [InlineData(1, "0.5", 1)]
    [InlineData(-1, "0.5", -1)]
    [InlineData(333, "0.5", 167)]
    [InlineData(1, "0.49", 0)]
    [InlineData(999, "0", 0)]
    public void A_half_is_rounded_away_from_zero(long units, string factor, long expected) =>
        Assert.Equal(expected, new Money(units, "EUR").Scale(decimal.Parse(factor, null)).MinorUnits);

    [Fact]
    public void Amounts_of_two_currencies_have_no_sum_and_no_order()
    {
        var (euro, yen) = (new Money(1, "EUR"), new Money(1, "JPY"));
        Assert.Throws<InvalidOperationException>(() => euro + yen);
        Assert.Throws<InvalidOperationException>(() => euro - yen);
        Assert.Throws<InvalidOperationException>(() => euro < yen);
        Assert.NotEqual(euro, yen);
    }

    [Fact]
    public void A_sum_that_does_not_fit_is_a_fault()
    {
        var most = new Money(long.MaxValue, "EUR");
        Assert.Throws<OverflowException>(() => most + new Money(1, "EUR"));
        Assert.Throws<OverflowException>(() => most * 2);
        Assert.Throws<OverflowException>(() => most.Scale(1.1m));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue, "EUR"));
        Assert.Equal("-92233720368547758.08", new Money(long.MinValue, "EUR").ToString());
    }
}
