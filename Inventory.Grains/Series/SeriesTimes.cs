using Inventory.Domain.Series;
using DateTimeZone = NodaTime.DateTimeZone;
using LocalDateTime = NodaTime.LocalDateTime;

namespace Inventory.Grains.Series;

public static class SeriesTimes
{
    /// <summary>The occurrences that begin at these local times.</summary>
    public static ImmutableArray<Occurrence> Of(SeriesRule rule, IEnumerable<LocalDateTime> starts, DateTimeZone zone)
    {
        var duration = SeriesRule.ParseDuration(rule.Duration)!;
        return [.. starts.Select(start => new Occurrence(SeriesRule.TextOf(start), SeriesRule.TimeOf(start, duration, zone)))];
    }
}
