using System.Diagnostics.Metrics;

namespace Inventory.Storage;

/// <summary>The figures of one store. It opens before there are services, so its meter comes from no factory.</summary>
public sealed class StoreMetrics : IDisposable
{
    public const string MeterName = "Inventory";

    private static readonly KeyValuePair<string, object?> Committed = new("outcome", "committed");
    private static readonly KeyValuePair<string, object?> Conflict = new("outcome", "conflict");
    private static readonly KeyValuePair<string, object?> Unknown = new("outcome", "unknown");

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5] };
    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] };

    private readonly TimeProvider _clock;
    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _batchSize;

    /// <param name="clock">Measures durations.</param>
    /// <param name="waiting">The commits that wait for the writer.</param>
    public StoreMetrics(TimeProvider clock, Func<int> waiting)
    {
        _clock = clock;
        _duration = _meter.CreateHistogram("inventory.commit.duration", "s", "From the decision until the change is durable or refused.", advice: Seconds);
        _batchSize = _meter.CreateHistogram("inventory.commit.batch.size", "{commit}", "Commits that share a transaction.", advice: Sizes);
        _meter.CreateObservableGauge("inventory.commit.queue.length", waiting, "{commit}", "Commits that wait for the writer of the store.");
    }

    /// <summary>What <see cref="Complete"/> and <see cref="Fail"/> measure from.</summary>
    public long Now => _clock.GetTimestamp();

    public void Begin(int commits) => _batchSize.Record(commits);

    public void Complete(long begin, CommitStatus status) => Record(begin, status == CommitStatus.Committed ? Committed : Conflict);

    public void Fail(long begin) => Record(begin, Unknown);

    public void Dispose() => _meter.Dispose();

    private void Record(long begin, KeyValuePair<string, object?> outcome) => _duration.Record(_clock.GetElapsedTime(begin).TotalSeconds, outcome);
}
