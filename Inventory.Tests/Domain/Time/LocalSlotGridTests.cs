using Inventory.Domain.Time;
using NodaTime;
using Instant = Inventory.Domain.Time.Instant;

namespace Inventory.Tests.Domain.Time;

public sealed class LocalSlotGridTests
{
    private static readonly LocalSlotGrid Copenhagen = Grid("Europe/Copenhagen", 45);

    [Theory]
    // A usual day in UTC+1: 00:45 local is 23:45 UTC.
    [InlineData("2026-12-01T00:00:00Z", "2026-11-30T23:45:00Z", "2026-12-01T00:30:00Z")]
    // The last slot of a day ends at midnight.
    [InlineData("2026-12-01T22:50:00Z", "2026-12-01T22:15:00Z", "2026-12-01T23:00:00Z")]
    // On 29 March the clocks go from 02:00 to 03:00: the slot from 01:30 ends there.
    [InlineData("2026-03-29T00:40:00Z", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    // On 25 October 02:15 comes twice.
    [InlineData("2026-10-25T00:20:00Z", "2026-10-25T00:15:00Z", "2026-10-25T01:15:00Z")]
    public void A_slot_begins_where_the_local_clock_shows_it(string moment, string floor, string ceiling)
    {
        Assert.Equal(At(floor), Copenhagen.Floor(At(moment)));
        Assert.Equal(At(ceiling), Copenhagen.Ceiling(At(moment)));
        Assert.True(Copenhagen.IsAligned(At(floor)) && Copenhagen.IsAligned(At(ceiling)) && !Copenhagen.IsAligned(At(moment)));
    }

    [Fact]
    public void A_day_is_as_long_as_it_is()
    {
        var days = Grid("Europe/Copenhagen", 24 * 60);
        var hours = days.SlotsWithin(new(At("2026-03-27T23:00:00Z"), At("2026-03-30T22:00:00Z")), 9).Select(day => day.Length / 3_600_000_000).ToList();
        Assert.Equal([24, 23, 24], hours);
        Assert.Equal(25, days.Enclose(At("2026-10-25T10:00:00Z"), At("2026-10-25T11:00:00Z")).Length / 3_600_000_000);
    }

    [Theory]
    [InlineData("Pacific/Apia"), InlineData("Pacific/Pago_Pago"), InlineData("UTC")]
    public void The_ends_of_the_calendar_have_slots_too(string zone)
    {
        var grid = Grid(zone, 12 * 60);
        foreach (var moment in new[] { Instant.FirstFinite, Instant.FirstFinite.Plus(1), At("0001-01-01T13:00:00Z"), At("9999-12-31T13:00:00Z"), Instant.LastFinite })
            Assert.True(grid.Floor(moment) <= moment && moment <= grid.Ceiling(moment) && grid.IsAligned(grid.Floor(moment)) && grid.IsAligned(grid.Ceiling(moment)));
    }

    private static LocalSlotGrid Grid(string zone, int minutes) => new(TimeSpan.FromMinutes(minutes), DateTimeZoneProviders.Tzdb[zone]);

    private static Instant At(string text) => Rfc3339.TryParse(text, out var moment) ? moment : throw new FormatException(text);
}
