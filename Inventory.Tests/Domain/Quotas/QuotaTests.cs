using System.Collections.Frozen;
using Inventory.Domain.Quotas;
using NodaTime;
using Instant = Inventory.Domain.Time.Instant;
using Interval = Inventory.Domain.Time.Interval;
using Rfc3339 = Inventory.Domain.Time.Rfc3339;

namespace Inventory.Tests.Domain.Quotas;

public sealed class QuotaTests
{
    private static readonly FrozenSet<string> Cars = ["Car"];

    private static readonly Instant Now = At("2030-03-01T12:00:00Z");

    [Theory]
    // Copenhagen: a day of 23 hours, one of 25, and a month with a change.
    [InlineData("Europe/Copenhagen", LocalUnit.Day, "2030-03-31T10:00:00Z", "2030-03-30T23:00:00Z", "2030-03-31T22:00:00Z")]
    [InlineData("Europe/Copenhagen", LocalUnit.Day, "2030-10-27T10:00:00Z", "2030-10-26T22:00:00Z", "2030-10-27T23:00:00Z")]
    [InlineData("Europe/Copenhagen", LocalUnit.Week, "2030-03-31T21:59:59Z", "2030-03-24T23:00:00Z", "2030-03-31T22:00:00Z")]
    [InlineData("Europe/Copenhagen", LocalUnit.Month, "2030-03-31T22:00:00Z", "2030-03-31T22:00:00Z", "2030-04-30T22:00:00Z")]
    // São Paulo: the clocks skip midnight.
    [InlineData("America/Sao_Paulo", LocalUnit.Day, "2018-11-04T03:00:00Z", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z")]
    // Samoa skipped 30 December 2011.
    [InlineData("Pacific/Apia", LocalUnit.Day, "2011-12-30T11:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z")]
    public void A_period_is_from_local_midnight_to_local_midnight(string zone, LocalUnit unit, string moment, string from, string to) =>
        Assert.Equal(new Interval(At(from), At(to)), new QuotaPeriod.Local(unit, DateTimeZoneProviders.Tzdb[zone]).At(At(moment)));

    [Theory]
    [InlineData("2030-03-10T22:00:00Z", "2030-03-11T02:00:00Z", true)]
    [InlineData("2030-03-10T22:00:00Z", "2030-03-11T06:00:00Z", true)]
    [InlineData("2030-03-10T22:00:00Z", "2030-03-11T06:30:00Z", false)]
    public void Hours_are_split_at_the_end_of_a_period(string from, string to, bool isAllowed)
    {
        var quota = Of(QuotaMeasure.Hours, new QuotaPeriod.Local(LocalUnit.Day, DateTimeZone.Utc), 6);
        Assert.Equal(isAllowed, Judge(quota, [], Entry(from, to)) is null);
    }

    [Fact]
    public void A_refusal_says_how_much_is_used_and_when_it_would_do()
    {
        var quota = Of(QuotaMeasure.Hours, new QuotaPeriod.Local(LocalUnit.Week, DateTimeZone.Utc), 10);
        var refusal = Judge(quota, [Entry("2030-03-05T08:00:00Z", "2030-03-05T17:30:00Z"), Entry("2030-03-12T08:00:00Z", "2030-03-12T17:00:00Z")], Entry("2030-03-06T08:00:00Z", "2030-03-06T10:00:00Z"));
        // The week after has one hour left, the one after that all.
        Assert.Equal(new("q", 10, 9.5m, 2, At("2030-03-18T00:00:00Z"), QuotaMeasure.Hours), refusal);
        Assert.Null(Judge(quota, [], Entry("2030-03-06T08:00:00Z", "2030-03-06T20:00:00Z"))!.FreesAt);
    }

    [Fact]
    public void What_is_active_frees_when_it_ends_and_a_hold_when_it_is_over()
    {
        var firm = Entry("2030-03-01T13:00:00Z", "2030-03-01T15:00:00Z");
        var hold = Entry("2030-03-02T13:00:00Z", "2030-03-02T15:00:00Z") with { Expires = At("2030-03-01T12:10:00Z") };
        Assert.Equal(At("2030-03-01T12:10:00Z"), Judge(Of(QuotaMeasure.Count, new QuotaPeriod.Active(), 2), [firm, hold], Entry("2030-03-03T13:00:00Z", "2030-03-03T15:00:00Z"))!.FreesAt);
        Assert.Equal(At("2030-03-01T15:00:00Z"), Judge(Of(QuotaMeasure.Count, new QuotaPeriod.Active(), 1), [firm], Entry("2030-03-03T13:00:00Z", "2030-03-03T15:00:00Z"))!.FreesAt);
        var held = Of(QuotaMeasure.Held, new QuotaPeriod.Active(), 1);
        Assert.Null(Judge(held, [firm, hold], Entry("2030-03-03T13:00:00Z", "2030-03-03T15:00:00Z")));
        Assert.Equal(1, Judge(held, [firm, hold], hold with { Id = Guid.NewGuid() })!.Used);
        Assert.Null(Judge(held, [hold with { IsBooking = true, Expires = Now }], hold with { Id = Guid.NewGuid() }));
    }

    [Fact]
    public void What_has_too_much_already_may_become_less_and_nothing_more()
    {
        var quota = Of(QuotaMeasure.Hours, new QuotaPeriod.Local(LocalUnit.Month, DateTimeZone.Utc), 3);
        var entry = Entry("2030-03-05T08:00:00Z", "2030-03-05T18:00:00Z");
        Assert.Null(Judge(quota, [entry], Moved("2030-03-05T08:00:00Z", "2030-03-05T17:00:00Z")));
        Assert.NotNull(Judge(quota, [entry], Moved("2030-03-05T08:00:00Z", "2030-03-05T19:00:00Z")));
        Assert.NotNull(Judge(quota, [entry], Moved("2030-04-05T08:00:00Z", "2030-04-05T17:00:00Z")));

        QuotaEntry Moved(string from, string to) => entry.With(new(Guid.NewGuid(), [new("Car", new(At(from), At(to)))], Now));
    }

    [Fact]
    public void A_time_without_an_end_counts_and_one_over_centuries_is_judged_soon()
    {
        var endless = Entry("2030-03-05T08:00:00Z", "2030-03-05T18:00:00Z") with { Items = [new("Car", new(At("2030-03-05T08:00:00Z"), Instant.PlusInfinity))] };
        foreach (var per in new QuotaPeriod[] { new QuotaPeriod.Active(), new QuotaPeriod.Rolling(TimeSpan.FromDays(30)), new QuotaPeriod.Local(LocalUnit.Day, DateTimeZone.Utc) })
        {
            Assert.NotNull(Judge(Of(QuotaMeasure.Hours, per, 20), [], endless));
            Assert.Null(Judge(Of(QuotaMeasure.UnitHours, per, 1_000_000), [], endless));
            Assert.NotNull(Judge(Of(QuotaMeasure.Hours, per, 20), [endless], Entry("2033-03-05T08:00:00Z", "2033-03-05T09:00:00Z")));
            Assert.NotNull(Judge(Of(QuotaMeasure.Hours, per, 1), [], endless with { Items = [new("Car", Interval.Always)] }));
            Assert.NotNull(Judge(Of(QuotaMeasure.Hours, per, 1), [], endless with { Items = [new("Car", new(Instant.FirstFinite, Instant.LastFinite))] }));
        }
    }

    [Fact]
    public void The_use_of_a_rolling_period_is_of_the_fullest_that_has_this_moment()
    {
        var quota = Of(QuotaMeasure.Count, new QuotaPeriod.Rolling(TimeSpan.FromDays(2)), 5);
        QuotaEntry[] entries = [Entry("2030-02-28T08:00:00Z", "2030-02-28T09:00:00Z"), Entry("2030-03-01T20:00:00Z", "2030-03-01T21:00:00Z"), Entry("2030-03-03T08:00:00Z", "2030-03-03T09:00:00Z")];
        Assert.Equal(new("q", 2, new Interval(At("2030-02-28T08:00:00Z"), At("2030-03-02T08:00:00Z"))), quota.Use(entries, Now));
        Assert.Equal(new("q", 0, new Interval(Now, At("2030-03-03T12:00:00Z"))), quota.Use([], Now));
        Assert.Equal(new("q", 2, null), (quota with { Per = new QuotaPeriod.Active() }).Use(entries, Now));
    }

    private static QuotaRefusal? Judge(Quota quota, QuotaEntry[] entries, QuotaEntry wanted) => new[] { quota }.Judge(entries, wanted, Now);

    private static Quota Of(QuotaMeasure measure, QuotaPeriod per, decimal limit) =>
        new() { Name = "q", Of = QuotaSubject.Customer, Types = Cars, Measure = measure, Per = per, Limit = limit };

    private static QuotaEntry Entry(string from, string to) =>
        new() { Id = Guid.NewGuid(), Items = [new("Car", new(At(from), At(to)))], At = Now, Expires = Instant.PlusInfinity, Until = At(to) };

    private static Instant At(string text) => Rfc3339.TryParse(text, out var instant) ? instant : throw new FormatException(text);
}
