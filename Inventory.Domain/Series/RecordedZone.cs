using NodaTime.TimeZones;
using DateTimeZone = NodaTime.DateTimeZone;
using Offset = NodaTime.Offset;

namespace Inventory.Domain.Series;

/// <summary>The clocks of a zone during a series, as one version of the time zone data has them. A later version no longer says what they were.</summary>
[GenerateSerializer, Immutable, Alias("inventory.recorded-zone")]
public sealed record RecordedZone
{
    /// <summary>IANA, such as "Europe/Copenhagen".</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>At least one, in order. Before the first and after the last, the clocks stay as they are.</summary>
    [Id(1)]
    public required ImmutableArray<RecordedOffset> Offsets { get; init; }

    /// <param name="zone">Of the current data.</param>
    /// <param name="window">Finite.</param>
    public static RecordedZone Of(DateTimeZone zone, Interval window) => new()
    {
        Id = zone.Id,
        Offsets = [.. zone.GetZoneIntervals(window.From.ToNoda(), window.To.ToNoda()).Select(clocks => new RecordedOffset(clocks.HasStart ? clocks.Start.ToInstant() : Instant.MinusInfinity, clocks.WallOffset.Seconds))],
    };

    public DateTimeZone ToZone() => new Clocks(this);

    private sealed class Clocks(RecordedZone zone)
        : DateTimeZone(zone.Id, isFixed: false, Offset.FromSeconds(zone.Offsets.Min(offset => offset.Seconds)), Offset.FromSeconds(zone.Offsets.Max(offset => offset.Seconds)))
    {
        private readonly ZoneInterval[] _intervals = [.. zone.Offsets.Select((_, n) => IntervalOf(zone.Offsets, n))];

        public override ZoneInterval GetZoneInterval(NodaTime.Instant instant) => Array.Find(_intervals, interval => interval.Contains(instant))!;

        private static ZoneInterval IntervalOf(ImmutableArray<RecordedOffset> offsets, int n) => new(
            "recorded", n == 0 ? null : offsets[n].From.ToNoda(), n == offsets.Length - 1 ? null : offsets[n + 1].From.ToNoda(), Offset.FromSeconds(offsets[n].Seconds), Offset.Zero);
    }
}

/// <summary>From this moment on, the clocks are so many seconds ahead of UTC.</summary>
[GenerateSerializer, Immutable, Alias("inventory.recorded-offset")]
public sealed record RecordedOffset(Instant From, int Seconds);
