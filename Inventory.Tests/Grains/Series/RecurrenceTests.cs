using Inventory.Domain.Series;
using Inventory.Grains.Series;
using NodaTime;

namespace Inventory.Tests.Grains.Series;

public sealed class RecurrenceTests
{
    private static readonly DateTimeZone Copenhagen = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=3", "12-01 12-02 12-03")]
    [InlineData("freq=daily;count=2", "12-01 12-02")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "12-02 12-07 12-09 12-14")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;COUNT=3", "12-01 12-15 12-29")]
    [InlineData("FREQ=DAILY;INTERVAL=10;UNTIL=20261221", "12-01 12-11 12-21")]
    [InlineData("FREQ=DAILY;UNTIL=20261203T080000Z", "12-01 12-02 12-03")]
    [InlineData("FREQ=DAILY;UNTIL=20261203T075959Z", "12-01 12-02")]
    [InlineData("FREQ=DAILY;UNTIL=20261202T090000", "12-01 12-02")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", "12-31 01-31")]
    [InlineData("FREQ=MONTHLY;BYDAY=2TU;COUNT=2", "12-08 01-12")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "12-31 01-29")]
    [InlineData("FREQ=YEARLY;COUNT=2", "12-01 12-01")]
    [InlineData("FREQ=YEARLY;BYMONTHDAY=5,-1;COUNT=4", "12-05 12-31 01-05 01-31")]
    public void A_rule_names_its_starts(string rrule, string days) => Assert.Equal(days, string.Join(' ', Starts(rrule).Select(start => $"{start.Month:00}-{start.Day:00}")));

    [Fact]
    public void Exdates_count_and_do_not_take_place() =>
        Assert.Equal(["2026-12-01T09:00:00", "2026-12-03T09:00:00"], Starts("FREQ=DAILY;COUNT=3", "2026-12-02T09:00:00").Select(SeriesRule.TextOf));

    [Theory]
    [InlineData("FREQ=HOURLY;COUNT=3"), InlineData("FREQ=DAILY"), InlineData("FREQ=DAILY;COUNT=3;UNTIL=20261221"), InlineData("FREQ=DAILY;COUNT=0"), InlineData("FREQ=DAILY;COUNT=1001")]
    [InlineData("FREQ=DAILY;BYHOUR=9;COUNT=3"), InlineData("COUNT=3"), InlineData("every day"), InlineData("FREQ=DAILY;COUNT=3;COUNT=4"), InlineData("FREQ=DAILY;UNTIL=tomorrow"), InlineData("")]
    [InlineData("FREQ=DAILY;INTERVAL=0;COUNT=3"), InlineData("FREQ=DAILY;INTERVAL=-1;COUNT=3"), InlineData("FREQ=DAILY;INTERVAL=9999999999;COUNT=3"), InlineData("FREQ=WEEKLY;BYDAY=XX;COUNT=3")]
    [InlineData("FREQ=WEEKLY;BYDAY=2MO;COUNT=3"), InlineData("FREQ=MONTHLY;BYDAY=0MO;COUNT=3"), InlineData("FREQ=MONTHLY;BYDAY=54MO;COUNT=3"), InlineData("FREQ=WEEKLY;BYDAY=MO,;COUNT=3")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3"), InlineData("FREQ=MONTHLY;BYMONTHDAY=0;COUNT=3"), InlineData("FREQ=WEEKLY;BYMONTHDAY=1;COUNT=3"), InlineData("FREQ=YEARLY;BYMONTH=13;COUNT=3")]
    [InlineData("FREQ=YEARLY;BYMONTH=-1;COUNT=3"), InlineData("FREQ=MONTHLY;BYSETPOS=1;COUNT=3"), InlineData("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0;COUNT=3"), InlineData("FREQ=WEEKLY;WKST=1;COUNT=3")]
    public void A_rule_without_an_end_and_one_that_is_not_supported_are_refused(string rrule) => Assert.NotNull(Recurrence.FaultOf(rrule));

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=1000", false)]
    [InlineData("FREQ=DAILY;UNTIL=20290827", true)]
    [InlineData("FREQ=YEARLY;COUNT=6", false)]
    [InlineData("FREQ=YEARLY;COUNT=7", true)]
    [InlineData("FREQ=YEARLY;INTERVAL=6;COUNT=2", true)]
    [InlineData("FREQ=WEEKLY;UNTIL=20311201", true)]
    [InlineData("FREQ=WEEKLY;UNTIL=20311130", false)]
    [InlineData("FREQ=YEARLY;UNTIL=20400101", true)]
    public void A_thousand_occurrences_in_five_years_are_the_most(string rrule, bool isTooLong)
    {
        Assert.Null(Recurrence.FaultOf(rrule));
        Assert.Equal(isTooLong, Recurrence.Expand(Rule(rrule), Copenhagen).IsTooLong);
    }

    [Theory]
    [InlineData("FREQ=MONTHLY;BYDAY=+2MO,-1FR;COUNT=3"), InlineData("FREQ=YEARLY;BYDAY=53MO;COUNT=1"), InlineData("FREQ=MONTHLY;BYMONTHDAY=-31,31;BYSETPOS=-366;COUNT=3"), InlineData("FREQ=WEEKLY;WKST=SU;BYDAY=MO;COUNT=3")]
    public void A_rule_of_RFC_5545_is_accepted(string rrule) => Assert.Null(Recurrence.FaultOf(rrule));

    [Fact]
    public void Exdates_do_not_hide_that_there_are_too_many() =>
        Assert.True(Recurrence.Expand(Rule("FREQ=DAILY;UNTIL=20291201", "2026-12-02T09:00:00"), Copenhagen).IsTooLong);

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2"), InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2"), InlineData("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2;COUNT=2"), InlineData("FREQ=YEARLY;BYMONTH=11;INTERVAL=6;COUNT=1")]
    public void A_rule_that_never_comes_or_late_ends(string rrule) => Assert.Empty(Starts(rrule));

    [Theory]
    [InlineData("2027-03-28T02:30", "PT1H", "2027-03-28T01:30:00Z", "2027-03-28T02:30:00Z")]
    [InlineData("2027-10-31T02:30", "PT1H", "2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z")]
    [InlineData("2027-03-27T09:00", "P1D", "2027-03-27T08:00:00Z", "2027-03-28T07:00:00Z")]
    [InlineData("2027-03-27T09:00", "PT24H", "2027-03-27T08:00:00Z", "2027-03-28T08:00:00Z")]
    [InlineData("2027-10-30T09:00", "P1DT1H", "2027-10-30T07:00:00Z", "2027-10-31T09:00:00Z")]
    public void Days_are_nominal_and_hours_exact(string start, string duration, string from, string to)
    {
        var time = SeriesRule.TimeOf(SeriesRule.ParseLocal(start)!.Value, SeriesRule.ParseDuration(duration)!, Copenhagen);
        Assert.Equal((from, to), ($"{time.From}", $"{time.To}"));
    }

    [Theory]
    [InlineData("P1M"), InlineData("PT0S"), InlineData("-PT1H"), InlineData("1 hour"), InlineData("P1Y")]
    public void A_duration_of_no_certain_length_is_refused(string duration) => Assert.Null(SeriesRule.ParseDuration(duration));

    private static SeriesRule Rule(string rrule, params string[] exdates) =>
        new() { TimeZone = "Europe/Copenhagen", FromLocal = "2026-12-01T09:00:00", Duration = "PT1H", RRule = rrule, Exdates = [.. exdates] };

    private static IReadOnlyList<LocalDateTime> Starts(string rrule, params string[] exdates) => Recurrence.Starts(Rule(rrule, exdates), Copenhagen);
}
