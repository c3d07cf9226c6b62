using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;
using Calendar = Ical.Net.Calendar;
using Interval = Inventory.Domain.Time.Interval;

namespace Inventory.Gateway.Feeds;

/// <summary>Writes feeds in iCalendar (RFC 5545).</summary>
internal static class FeedWriter
{
    private const string Product = "-//Inventory//Inventory//EN";

    /// <param name="name">Shown by calendar programs.</param>
    /// <param name="events">In the order of the feed.</param>
    public static byte[] WriteEvents(string name, IEnumerable<FeedEvent> events)
    {
        var calendar = Named(name);
        var zones = new Dictionary<DateTimeZone, Interval>();
        foreach (var one in events)
        {
            var seconds = one.Interval.ToSeconds();
            var (from, to, isLocal) = FeedTimes.Of(seconds, one.Zone);
            calendar.AddChild(ToComponent(one, from, to));
            if (isLocal)
                zones[one.Zone!] = zones.TryGetValue(one.Zone!, out var known) ? Around(known, seconds) : seconds;
        }
        foreach (var (zone, window) in zones.OrderBy(zone => zone.Key.Id, StringComparer.Ordinal))
            calendar.AddChild(FeedTimes.ZoneOf(zone, window));
        return Write(calendar);
    }

    /// <param name="name">Shown by calendar programs.</param>
    /// <param name="uid">Of the one component.</param>
    /// <param name="busy">Apart, by start; nobody sees how many allocations they are.</param>
    /// <param name="closed">Apart, by start.</param>
    /// <param name="horizon">The time that the feed covers.</param>
    public static byte[] WriteFreeBusy(string name, string uid, IEnumerable<Interval> busy, IEnumerable<Interval> closed, FeedHorizon horizon)
    {
        var calendar = Named(name);
        var component = new FreeBusy
        {
            Uid = uid,
            DtStamp = FeedTimes.Utc(horizon.Today),
            DtStart = FeedTimes.Utc(horizon.Window.From),
            DtEnd = FeedTimes.Utc(horizon.Window.To),
        };
        Add(busy, FreeBusyStatus.Busy);
        Add(closed, FreeBusyStatus.BusyUnavailable);
        calendar.AddChild(component);
        return Write(calendar);

        void Add(IEnumerable<Interval> times, FreeBusyStatus status)
        {
            foreach (var time in times.Select(FeedTimes.ToSeconds))
                component.Entries.Add(new(new Ical.Net.DataTypes.Period(FeedTimes.Utc(time.From), FeedTimes.Utc(time.To)), status));
        }
    }

    private static Calendar Named(string name)
    {
        var calendar = new Calendar { ProductId = Product };
        calendar.AddProperty("X-WR-CALNAME", ContentLines.Clean(name));
        return calendar;
    }

    // A series will be one component with an RRULE, and components with a RECURRENCE-ID for occurrences that differ.
    private static CalendarEvent ToComponent(FeedEvent one, CalDateTime from, CalDateTime to)
    {
        var component = new CalendarEvent
        {
            Uid = one.Uid,
            Sequence = one.Sequence,
            DtStamp = FeedTimes.Utc(one.Modified),
            LastModified = FeedTimes.Utc(one.Modified),
            Start = from,
            End = to,
            Summary = ContentLines.Clean(one.Summary),
            Location = ContentLines.Clean(one.Location),
            Status = one.IsTentative ? EventStatus.Tentative : EventStatus.Confirmed,
        };
        if (one.Created is { } created)
            component.Created = FeedTimes.Utc(created);
        if (one.Description is { } description)
            component.Description = ContentLines.Clean(description);
        return component;
    }

    private static Interval Around(Interval one, Interval other) =>
        new(one.From < other.From ? one.From : other.From, one.To > other.To ? one.To : other.To);

    private static byte[] Write(Calendar calendar) => ContentLines.ToBytes(new CalendarSerializer(calendar).SerializeToString()!);
}
