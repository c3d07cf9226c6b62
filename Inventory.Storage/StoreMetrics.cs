using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Inventory.Storage;

/// <summary>The figures of one store. It opens before there are services, so its meter comes from no factory.</summary>
public sealed class StoreMetrics : IDisposable
{
    public const string MeterName = "Inventory";

    /// <summary>Of the spans of commits, and of what the driver of PostgreSQL does.</summary>
    public static readonly IReadOnlyList<string> SourceNames = [MeterName, "Npgsql"];

    private static readonly ActivitySource Spans = new(MeterName);

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

    /// <summary>For the commit that the caller has just decided: what it waits for until it is durable or refused.</summary>
    internal MeasuredCommit Measure() => new(this);

    public void Begin(int commits) => _batchSize.Record(commits);

    public void Dispose() => _meter.Dispose();

    internal readonly struct MeasuredCommit
    {
        private readonly StoreMetrics _metrics;
        private readonly long _begin;
        private readonly Activity? _span;

        public MeasuredCommit(StoreMetrics metrics)
        {
            (_metrics, _begin) = (metrics, metrics._clock.GetTimestamp());
            // A commit alone is no trace. The caller goes on in its own span.
            var outer = Activity.Current;
            _span = outer is null ? null : Spans.StartActivity("commit");
            if (_span is not null)
                Activity.Current = outer;
        }

        public void Complete(CommitStatus status) => Record(status == CommitStatus.Committed ? Committed : Conflict);

        public void Fail() => Record(Unknown);

        private void Record(KeyValuePair<string, object?> outcome)
        {
            _metrics._duration.Record(_metrics._clock.GetElapsedTime(_begin).TotalSeconds, outcome);
            if (_span is null)
                return;
            // The writer, whose thread this is, is in no span of a request.
            var outer = Activity.Current;
            _span.SetTag("inventory.commit.outcome", outcome.Value).SetStatus(outcome.Equals(Unknown) ? ActivityStatusCode.Error : ActivityStatusCode.Unset).Stop();
            Activity.Current = outer;
        }
    }
}
