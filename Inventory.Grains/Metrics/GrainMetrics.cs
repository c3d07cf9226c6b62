using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Inventory.Domain.Webhooks;

namespace Inventory.Grains.Metrics;

/// <summary>The figures of the grains in this process. docs/operations.md lists them.</summary>
public sealed class GrainMetrics
{
    private const string WaitingPrefix = "waiting.";

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [.00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5] };

    private static readonly KeyValuePair<string, object?> Delivered = new("outcome", "delivered");
    private static readonly KeyValuePair<string, object?> Retried = new("outcome", "retried");
    private static readonly KeyValuePair<string, object?> Failed = new("outcome", "failed");

    // A tag for each kind of change of a waiting list, made once.
    private static readonly FrozenDictionary<string, KeyValuePair<string, object?>> WaitingChanges = new[]
    {
        ResourceEventTypes.WaitingAdded, ResourceEventTypes.WaitingOffered, ResourceEventTypes.WaitingGranted, ResourceEventTypes.WaitingAccepted, ResourceEventTypes.WaitingDeclined,
        ResourceEventTypes.WaitingLapsed, ResourceEventTypes.WaitingRemoved,
    }.ToFrozenDictionary(type => type, type => new KeyValuePair<string, object?>("change", type[WaitingPrefix.Length..]));

    private readonly TimeProvider _clock;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _expiredHolds;
    private readonly Counter<long> _waiting;
    private readonly Histogram<double> _loads;
    private readonly Counter<long> _deliveries;
    private readonly UpDownCounter<long> _pendingDeliveries;

    public GrainMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(StoreMetrics.MeterName);
        _decisions = meter.CreateCounter<long>("inventory.decisions", "{decision}", "Decisions on resources, by operation and outcome: accepted, or why not.");
        _expiredHolds = meter.CreateCounter<long>("inventory.holds.expired", "{hold}", "Holds that ended before they were confirmed.");
        _waiting = meter.CreateCounter<long>("inventory.waiting.changes", "{change}", "Changes of waiting lists: added, offered, granted, accepted, declined, lapsed, removed.");
        _loads = meter.CreateHistogram("inventory.resource.load.duration", "s", "To load a resource from the store.", advice: Seconds);
        _deliveries = meter.CreateCounter<long>("inventory.webhook.deliveries", "{delivery}", "Attempts to deliver an event: delivered, retried later, or failed for good.");
        _pendingDeliveries = meter.CreateUpDownCounter<long>("inventory.webhook.pending", "{delivery}", "Deliveries that have not ended.");
    }

    /// <summary>What <see cref="Loaded"/> measures from.</summary>
    public long Now => _clock.GetTimestamp();

    public void Loaded(long begin) => _loads.Record(_clock.GetElapsedTime(begin).TotalSeconds);

    internal void Decided<T>(DecisionKind<T> kind, T result) => _decisions.Add(1, kind.Operation, kind.OutcomeOf(result));

    internal void Changed(ResourceEvent change)
    {
        if (change is ResourceEvent.Expired)
            _expiredHolds.Add(1);
        else if (change is ResourceEvent.AllocationUpdated or ResourceEvent.WaitingRemoved && WaitingChanges.TryGetValue(ResourceEventTypes.Of(change), out var waiting))
            _waiting.Add(1, waiting);
    }

    internal void Attempted(DeliveryStatus after) => _deliveries.Add(1, after switch
    {
        DeliveryStatus.Delivered => Delivered,
        DeliveryStatus.Pending => Retried,
        DeliveryStatus.Failed => Failed,
    });

    internal void PendingDeliveries(int change) => _pendingDeliveries.Add(change);
}
