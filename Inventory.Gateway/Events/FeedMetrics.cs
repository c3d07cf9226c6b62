using System.Diagnostics.Metrics;

namespace Inventory.Gateway.Events;

/// <summary>The figures of the change feed of this gateway. docs/operations.md lists them.</summary>
public sealed class FeedMetrics
{
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30] };

    private readonly Histogram<double> _lag;

    public FeedMetrics(IMeterFactory meters, SubscriberLimit subscribers)
    {
        var meter = meters.Create(StoreMetrics.MeterName);
        _lag = meter.CreateHistogram("inventory.feed.lag", "s", "From the decision of a change until this gateway reads it for its subscribers.", advice: Seconds);
        meter.CreateObservableGauge("inventory.feed.subscribers", () => subscribers.Count, "{subscriber}", "Streams that are open.");
    }

    /// <summary>Of the oldest change of a page that is read while subscribers wait for it.</summary>
    public void Read(Instant at, Instant now) => _lag.Record(Math.Max(0, now.Microseconds - at.Microseconds) / 1e6);
}
