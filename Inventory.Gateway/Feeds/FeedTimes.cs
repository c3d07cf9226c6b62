using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;
using Duration = NodaTime.Duration;
using Instant = Inventory.Domain.Time.Instant;
using Interval = Inventory.Domain.Time.Interval;

namespace Inventory.Gateway.Feeds;

/// <summary>Moments as RFC 5545 writes them: whole seconds, in UTC or in local time.</summary>
internal static class FeedTimes
{
    // A VTIMEZONE names every change of the clocks.
    private static readonly Instant FirstLocal = Instant.From(new(1970, 1, 2, 0, 0, 0, DateTimeKind.Utc));
    private static readonly Instant LastLocal = Instant.From(new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    /// <summary>Fractions of a second count as busy, too.</summary>
    public static Interval ToSeconds(this Interval interval)
    {
        var from = Math.Max(Floor(interval.From.Microseconds), Instant.FirstFinite.Microseconds);
        var to = -Floor(-interval.To.Microseconds);
        return new(new(from), to > Instant.LastFinite.Microseconds ? new(Floor(Instant.LastFinite.Microseconds)) : new(to));
    }

    /// <summary>In UTC.</summary>
    public static CalDateTime Utc(Instant moment)
    {
        var time = moment.ToDateTime();
        return new(time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second, "UTC");
    }

    /// <summary>In the zone, unless an end is a local time that the clocks show twice: then the other one would be read.</summary>
    /// <returns>Whether it is in the zone.</returns>
    public static (CalDateTime From, CalDateTime To, bool IsLocal) Of(Interval seconds, DateTimeZone? zone)
    {
        if (zone is null || zone == DateTimeZone.Utc || seconds.From < FirstLocal || seconds.To > LastLocal)
            return (Utc(seconds.From), Utc(seconds.To), false);
        var (from, to) = (seconds.From.In(zone), seconds.To.In(zone));
        if (zone.MapLocal(from).Count != 1 || zone.MapLocal(to).Count != 1)
            return (Utc(seconds.From), Utc(seconds.To), false);
        return (Local(from, zone.Id), Local(to, zone.Id), true);
    }

    /// <summary>All changes of the clocks in the window, one by one: a rule that repeats would be a guess.</summary>
    public static VTimeZone ZoneOf(DateTimeZone zone, Interval window)
    {
        var component = new VTimeZone(zone.Id);
        foreach (var interval in zone.GetZoneIntervals(Noda(window.From), Noda(window.To)))
        {
            var before = interval.HasStart ? zone.GetUtcOffset(interval.Start - Duration.Epsilon) : interval.WallOffset;
            var start = interval.HasStart ? interval.Start.WithOffset(before).LocalDateTime : new LocalDateTime(1970, 1, 1, 0, 0);
            component.AddChild(new VTimeZoneInfo(interval.Savings == Offset.Zero ? "STANDARD" : "DAYLIGHT")
            {
                Start = Local(start, null),
                OffsetFrom = new UtcOffset(before.ToTimeSpan()),
                OffsetTo = new UtcOffset(interval.WallOffset.ToTimeSpan()),
                TimeZoneName = interval.Name,
            });
        }
        return component;
    }

    public static CalDateTime Local(LocalDateTime time, string? zone) => new(time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second, zone);

    private static NodaTime.Instant Noda(Instant moment) => NodaTime.Instant.FromUnixTimeTicks(moment.Microseconds * TimeSpan.TicksPerMicrosecond);

    private static long Floor(long microseconds) => microseconds - ((microseconds % 1_000_000) + 1_000_000) % 1_000_000;
}
