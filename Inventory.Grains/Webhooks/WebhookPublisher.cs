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
        if (booking.Status == BookingStatus.Confirmed && IsWanted(WebhookEventTypes.BookingConfirmed))
            await PublishAsync(WebhookEvents.Confirmed(booking, now));
        else if (booking.Status == BookingStatus.Cancelled && IsWanted(WebhookEventTypes.BookingCancelled))
            await PublishAsync(WebhookEvents.Cancelled(booking, now));
    }

    public Task PublishInvoiceAsync(Invoice invoice) => PublishAsync(WebhookEvents.Written(invoice));

    private Task PublishAsync(WebhookEvent webhook) => grains.GetWebhookOutbox(webhook.Id).Publish(webhook);
}
