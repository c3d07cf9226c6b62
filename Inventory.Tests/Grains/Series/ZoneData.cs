using Inventory.Domain.Series;
using NodaTime;
using Instant = Inventory.Domain.Time.Instant;

namespace Inventory.Tests.Grains.Series;

/// <summary>Time zone data that the test replaces. They have one zone, whose clocks are an hour ahead of UTC; from some moment on two hours, by the data from "2030b" on.</summary>
internal sealed class ZoneData : IDateTimeZoneProvider
{
    public const string Zone = "Test/Zone";

    public string VersionId { get; set; } = "2030a";

    /// <summary>The moment, of version "2030b".</summary>
    public Instant Change { get; set; } = Instant.From(new(2030, 3, 10, 0, 0, 0, DateTimeKind.Utc));

    public System.Collections.ObjectModel.ReadOnlyCollection<string> Ids => new([Zone]);

    public DateTimeZone this[string id] => GetZoneOrNull(id) ?? throw new NodaTime.TimeZones.DateTimeZoneNotFoundException(id);

    public DateTimeZone GetSystemDefault() => this[Zone];

    public DateTimeZone? GetZoneOrNull(string id) => id != Zone ? null : new RecordedZone
    {
        Id = Zone, Offsets = VersionId == "2030a" ? [new(Instant.MinusInfinity, 3_600)] : [new(Instant.MinusInfinity, 3_600), new(Change, 7_200)],
    }.ToZone();
}
