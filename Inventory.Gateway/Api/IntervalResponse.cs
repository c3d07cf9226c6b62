namespace Inventory.Gateway.Api;

/// <summary>A time from <c>from</c> (inclusive) to <c>to</c> (exclusive); an infinite bound is <c>null</c>.</summary>
public sealed record IntervalResponse(Instant From, Instant To)
{
    public static IntervalResponse Of(Interval interval) => new(interval.From, interval.To);
}
