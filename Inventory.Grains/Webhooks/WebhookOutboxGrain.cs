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
public sealed class WebhookOutboxGrain : Grain, IWebhookOutboxGrain
{
    private const ConfigureAwaitOptions WhateverBecomesOfIt =
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    private readonly SharedRecord<OutboxState> _record;
    private readonly WebhookEndpoints _endpoints;
    private readonly TimeProvider _clock;

    public WebhookOutboxGrain(
        [PersistentState("outbox")] IPersistentState<OutboxState> stored, WebhookEndpoints endpoints, TimeProvider clock) =>
        (_record, _endpoints, _clock) = (new(stored, DeactivateOnIdle), endpoints, clock);

    private Instant Now => _clock.Now();

    public async Task Publish(WebhookEvent told)
    {
        var wanting = _endpoints.SubscribedTo(told.Type).Select(to => (to.Url.AbsoluteUri, Delivery: to.DeliveryKey(told.Id))).ToList();
        // Each delivery keeps the body, for what is written here with every event is to be small; and it does so first: what is remembered
        // here is there.
        await Task.WhenAll(wanting.Select(to => GrainFactory.GetWebhookDelivery(to.Delivery).Accept(told, to.AbsoluteUri)));
        var number = int.Parse(this.GetPrimaryKeyString(), CultureInfo.InvariantCulture);
        _record.Value = _record.Value.Add(number, wanting.Select(to => to.Delivery), Now);
        await _record.WriteAsync();
        foreach (var entry in _record.Value.Excess())
            await GrainFactory.GetWebhookDelivery(entry.Delivery).Abandon("Too many are pending.").ConfigureAwait(WhateverBecomesOfIt);
    }

    // It becomes durable with the next event, or when it is woken: until then the delivery would say it again.
    public Task Complete(string delivery)
    {
        _record.Value = _record.Value.Complete(delivery, Now);
        return Task.CompletedTask;
    }

    public async Task<int> Resume()
    {
        List<OutboxEntry> pending = [.. _record.Value.Pending()];
        // One that fails is woken again; the others do not wait for that.
        foreach (var entry in pending)
            await GrainFactory.GetWebhookDelivery(entry.Delivery).Resume().ConfigureAwait(WhateverBecomesOfIt);
        // What has ended is known to have, before it is cleared.
        await _record.FlushAsync();
        var forgotten = _record.Value.Forgotten(Now);
        foreach (var entry in forgotten)
            await GrainFactory.GetWebhookDelivery(entry.Delivery).Clear();
        if (!forgotten.IsEmpty)
            _record.Value = _record.Value with { Entries = _record.Value.Entries.RemoveRange(forgotten) };
        await _record.FlushAsync();
        return pending.Count;
    }

    public Task<DeliveryPage> List(long after, int limit)
    {
        var found = _record.Value.Entries.Where(entry => entry.Ordinal > after).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        return Task.FromResult<DeliveryPage>(
            new([.. page.Select(entry => entry.Ordinal)], [.. page.Select(entry => entry.Delivery)], HasMore: found.Count > limit));
    }
}
