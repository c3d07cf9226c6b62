using System.Globalization;
using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;
using Inventory.Grains.Metrics;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Webhooks;

// Reentrant: events arrive while it waits for others, and share the writes.
[Reentrant]
[GrainType("webhook-outbox")]
public sealed class WebhookOutboxGrain(
    [PersistentState("outbox")] IPersistentState<OutboxState> stored, WebhookEndpoints endpoints, TimeProvider clock, GrainMetrics metrics) : Grain, IWebhookOutboxGrain
{
    private const ConfigureAwaitOptions IgnoreFailure = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    private readonly GroupCommitState<OutboxState> _state = new(stored);

    // As far as the metrics know.
    private int _pending;

    private Instant Now => clock.Now();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        CountPending(0);
        return Task.CompletedTask;
    }

    public async Task Publish(WebhookEvent webhook)
    {
        var subscribers = endpoints.SubscribedTo(webhook.Type).Select(endpoint => (endpoint.Url.AbsoluteUri, Delivery: endpoint.DeliveryKey(webhook.Id))).ToList();
        // Each delivery stores the body, so that this state, which changes with every event, stays small. It comes first, so that what is recorded here exists.
        await Task.WhenAll(subscribers.Select(subscriber => GrainFactory.GetWebhookDelivery(subscriber.Delivery).Accept(webhook, subscriber.AbsoluteUri)));
        var number = int.Parse(this.GetPrimaryKeyString(), CultureInfo.InvariantCulture);
        await _state.ReadAsync();
        _state.Value = _state.Value.Add(number, subscribers.Select(subscriber => subscriber.Delivery), Now);
        await _state.WriteAsync();
        CountPending(_state.Value.Pending().Count());
        foreach (var entry in _state.Value.Excess())
            await GrainFactory.GetWebhookDelivery(entry.Delivery).Abandon("Too many are pending.").ConfigureAwait(IgnoreFailure);
    }

    // Becomes durable with the next write. After a crash before that, the delivery reports its end again.
    public async Task Complete(string delivery)
    {
        await _state.ReadAsync();
        _state.Value = _state.Value.Complete(delivery, Now);
        CountPending(_state.Value.Pending().Count());
    }

    public async Task<int> Resume()
    {
        List<OutboxEntry> pending = [.. (await _state.ReadAsync()).Pending()];
        CountPending(pending.Count);
        // A delivery that fails is resumed later and does not stop the others.
        foreach (var entry in pending)
            await GrainFactory.GetWebhookDelivery(entry.Delivery).Resume().ConfigureAwait(IgnoreFailure);
        // The ends have to be durable before the deliveries are cleared.
        await _state.FlushAsync();
        var expired = _state.Value.Forgotten(Now);
        foreach (var entry in expired)
            await GrainFactory.GetWebhookDelivery(entry.Delivery).Clear();
        if (!expired.IsEmpty)
            _state.Value = _state.Value with { Entries = _state.Value.Entries.RemoveRange(expired) };
        await _state.FlushAsync();
        return pending.Count;
    }

    public async Task<DeliveryPage> List(long after, int limit)
    {
        var found = (await _state.ReadAsync()).Entries.Where(entry => entry.Ordinal > after).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        return new([.. page.Select(entry => entry.Ordinal)], [.. page.Select(entry => entry.Delivery)], HasMore: found.Count > limit);
    }

    private void CountPending(int pending)
    {
        metrics.PendingDeliveries(pending - _pending);
        _pending = pending;
    }
}
