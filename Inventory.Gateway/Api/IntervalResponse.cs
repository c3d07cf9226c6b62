namespace Inventory.Gateway.Api;

/// <summary>A time from <c>from</c> (inclusive) to <c>to</c> (exclusive); an infinite bound is <c>null</c>.</summary>
[Example("""{"from": "2026-12-01T10:00:00Z", "to": null}""")]
public sealed record IntervalResponse([property: NullIfInfinite] Instant From, [property: NullIfInfinite] Instant To)
{
    public static IntervalResponse Of(Interval interval) => new(interval.From, interval.To);
}
