using System.Globalization;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;
using Inventory.Grains.States;
using Inventory.Storage;
using Orleans.Concurrency;

namespace Inventory.Grains.Webhooks;

/// <inheritdoc cref="IWebhookOutboxGrain"/>
/// <remarks>Reentrant: events come while it waits for others, and share the writes.</remarks>
[Reentrant]
[GrainType("webhook-outbox")]
public sealed class WebhookOutboxGrain(
    [PersistentState("outbox")] IPersistentState<OutboxState> stored, WebhookEndpoints endpoints, TimeProvider clock) : Grain, IWebhookOutboxGrain
{
    private const ConfigureAwaitOptions WhateverBecomesOfIt =
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    private readonly GroupCommitState<OutboxState> _state = new(stored);

    private Instant Now => clock.Now();

    public async Task Publish(WebhookEvent told)
    {
        var wanting = endpoints.SubscribedTo(told.Type).Select(to => (to.Url.AbsoluteUri, Delivery: to.DeliveryKey(told.Id))).ToList();
        // Each delivery keeps the body, for what is written here with every event is to be small; and it does so first: what is remembered
        // here is there.
        await Task.WhenAll(wanting.Select(to => GrainFactory.GetWebhookDelivery(to.Delivery).Accept(told, to.AbsoluteUri)));
        var number = int.Parse(this.GetPrimaryKeyString(), CultureInfo.InvariantCulture);
        await _state.ReadAsync();
        _state.Value = _state.Value.Add(number, wanting.Select(to => to.Delivery), Now);
        await _state.WriteAsync();
        foreach (var entry in _state.Value.Excess())
            await GrainFactory.GetWebhookDelivery(entry.Delivery).Abandon("Too many are pending.").ConfigureAwait(WhateverBecomesOfIt);
    }

    // It becomes durable with the next event, or when it is woken: until then the delivery would say it again.
    public async Task Complete(string delivery)
    {
        await _state.ReadAsync();
        _state.Value = _state.Value.Complete(delivery, Now);
    }

    public async Task<int> Resume()
    {
        List<OutboxEntry> pending = [.. (await _state.ReadAsync()).Pending()];
        // One that fails is woken again; the others do not wait for that.
        foreach (var entry in pending)
            await GrainFactory.GetWebhookDelivery(entry.Delivery).Resume().ConfigureAwait(WhateverBecomesOfIt);
        // What has ended is known to have, before it is cleared.
        await _state.FlushAsync();
        var forgotten = _state.Value.Forgotten(Now);
        foreach (var entry in forgotten)
            await GrainFactory.GetWebhookDelivery(entry.Delivery).Clear();
        if (!forgotten.IsEmpty)
            _state.Value = _state.Value with { Entries = _state.Value.Entries.RemoveRange(forgotten) };
        await _state.FlushAsync();
        return pending.Count;
    }

    public async Task<DeliveryPage> List(long after, int limit)
    {
        var found = (await _state.ReadAsync()).Entries.Where(entry => entry.Ordinal > after).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        return new([.. page.Select(entry => entry.Ordinal)], [.. page.Select(entry => entry.Delivery)], HasMore: found.Count > limit);
    }
}
