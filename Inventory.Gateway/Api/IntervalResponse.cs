using Inventory.Domain.Allocations.Judgements;

namespace Inventory.Gateway.Api;

/// <summary>A time from <c>from</c> (inclusive) to <c>to</c> (exclusive); an infinite bound is <c>null</c>.</summary>
[Example("""{"from": "2026-12-01T10:00:00Z", "to": null}""")]
public sealed record IntervalResponse([property: NullIfInfinite] Instant From, [property: NullIfInfinite] Instant To)
{
    public static IntervalResponse Of(Interval interval) => new(interval.From, interval.To);
}

/// <summary>How many units of a pool are free throughout a time.</summary>
[Example("""{"from": "2026-12-01T10:00:00Z", "to": "2026-12-01T12:00:00Z", "free": 2}""")]
public sealed record FreeUnitsResponse([property: NullIfInfinite] Instant From, [property: NullIfInfinite] Instant To, int Free)
{
    public static FreeUnitsResponse Of(FreeUnits units) => new(units.Time.From, units.Time.To, units.Free);
}
