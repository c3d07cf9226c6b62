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
            var (component, isLocal) = ToComponent(one, seconds);
            calendar.AddChild(component);
            if (one.Repeats is { } rule)
                seconds = Around(seconds, new(rule.First.In(one.Zone!), rule.Last));
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

    private static (CalendarEvent Component, bool IsLocal) ToComponent(FeedEvent one, Interval seconds)
    {
        var (from, to, isLocal) = one.Repeats is { } rule ? (FeedTimes.Local(rule.First, one.Zone!.Id), null, true) : FeedTimes.Of(seconds, one.Zone);
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
        if (one.Repeats is { } repeats)
            Repeat(component, repeats, one.Zone!.Id);
        if (one.Replaces is { } start)
            component.RecurrenceIdentifier = new(FeedTimes.Local(start, one.Zone!.Id), RecurrenceRange.ThisInstance);
        return (component, isLocal);
    }

    // The duration, not an end: days are nominal.
    private static void Repeat(CalendarEvent component, FeedRule rule, string zone)
    {
        component.AddProperty("DURATION", rule.Duration);
        component.RecurrenceRule = new RecurrenceRule(rule.Rule);
        foreach (var start in rule.Exdates)
            component.ExceptionDates.Add(FeedTimes.Local(start, zone));
    }

    private static Interval Around(Interval one, Interval other) =>
        new(one.From < other.From ? one.From : other.From, one.To > other.To ? one.To : other.To);

    private static byte[] Write(Calendar calendar) => ContentLines.ToBytes(new CalendarSerializer(calendar).SerializeToString()!);
}
