using Inventory.Domain.Allocations;
using Inventory.Domain.Billing;
using Inventory.Domain.Bookings;
using Inventory.Domain.Webhooks;

namespace Inventory.Grains.Webhooks;

/// <summary>Hands events to the outboxes. When a method returns, delivery is certain.</summary>
internal sealed class WebhookPublisher(WebhookEndpoints endpoints, IGrainFactory grains)
{
    public bool IsWanted(string type) => endpoints.SubscribedTo(type).Any();

    public async Task PublishAsync(Booking booking, Instant now)
    {
        if (WebhookEvents.TypeOf(booking) is { } type && IsWanted(type))
            await PublishAsync(WebhookEvents.Of(booking, type, now));
    }

    public Task PublishAsync(Allocation granted, Resource resource, Instant now) =>
        IsWanted(WebhookEventTypes.WaitingGranted) ? PublishAsync(WebhookEvents.Granted(granted, resource, now)) : Task.CompletedTask;

    public Task PublishInvoiceAsync(Invoice invoice) => PublishAsync(WebhookEvents.Written(invoice));

    private Task PublishAsync(WebhookEvent webhook) => grains.GetWebhookOutbox(webhook.Id).Publish(webhook);
}
