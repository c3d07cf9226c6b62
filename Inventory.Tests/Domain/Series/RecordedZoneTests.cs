using Inventory.Domain.Series;
using Inventory.Domain.Time;
using NodaTime;
using Instant = Inventory.Domain.Time.Instant;
using Interval = Inventory.Domain.Time.Interval;

namespace Inventory.Tests.Domain.Series;

public sealed class RecordedZoneTests
{
    [Theory]
    [InlineData("Europe/Copenhagen"), InlineData("America/St_Johns"), InlineData("Australia/Lord_Howe"), InlineData("Asia/Kathmandu"), InlineData("Africa/Casablanca"), InlineData("UTC")]
    public void A_recorded_zone_shows_the_times_that_the_zone_shows(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        var seed = Seed.Next();
        var random = new Random(seed);
        var window = new Interval(Instant.From(new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)), Instant.From(new(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        var recorded = RecordedZone.Of(zone, window).ToZone();
        for (var i = 0; i < 2_000; i++)
        {
            var local = new LocalDateTime(2026, 1, 3, 0, 0).PlusMinutes(random.Next(5 * 365 * 1_440 - 5 * 1_440));
            Assert.True(local.In(zone) == local.In(recorded), $"{id} {local} INVENTORY_SEED={seed}");
        }
    }
}
