using DateTimeZone = NodaTime.DateTimeZone;
using LocalDateTime = NodaTime.LocalDateTime;

namespace Inventory.Domain.Time;

/// <summary>Between moments and the local time of a zone (NodaTime and its zone data).</summary>
public static class LocalTimes
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>A finite moment, as clocks show it; what is beyond the calendar is its first or last moment.</summary>
    public static LocalDateTime In(this Instant moment, DateTimeZone zone) => (moment < First ? First : moment > Last ? Last : moment).ToNoda().InZone(zone).LocalDateTime;

    /// <summary>A time that the clocks skip is shifted forward, of one that comes twice the earlier counts.</summary>
    public static Instant In(this LocalDateTime local, DateTimeZone zone) => zone.AtLeniently(local).ToInstant().ToInstant();

    /// <summary>A finite moment.</summary>
    public static NodaTime.Instant ToNoda(this Instant moment) => NodaTime.Instant.FromUnixTimeTicks(moment.Microseconds * TicksPerMicrosecond);

    public static Instant ToInstant(this NodaTime.Instant moment) => new(moment.ToUnixTimeTicks() / TicksPerMicrosecond);

    // A day from the ends: every zone has them.
    private static readonly Instant First = Instant.FirstFinite.Plus(86_400_000_000);

    private static readonly Instant Last = Instant.LastFinite.Plus(-86_400_000_000);
}
