using Inventory.Domain.Billing;
using Inventory.Domain.Bookings;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;

namespace Inventory.Grains.Webhooks;

/// <summary>
/// Hands what has happened to the outboxes, if anybody wants to know. When it is done, it is certain that it will be told.
/// </summary>
internal sealed class WebhookPublisher(WebhookEndpoints endpoints, IGrainFactory grains)
{
    /// <summary>Whether anybody wants events of this type.</summary>
    public bool IsWanted(string type) => endpoints.SubscribedTo(type).Any();

    /// <summary>Tells where the booking has come to, if that is something to tell.</summary>
    public async Task PublishAsync(Booking booking, Instant now)
    {
        if (booking.Status == BookingStatus.Confirmed && IsWanted(WebhookEventTypes.BookingConfirmed))
            await PublishAsync(WebhookEvents.Confirmed(booking, now));
        else if (booking.Status == BookingStatus.Cancelled && IsWanted(WebhookEventTypes.BookingCancelled))
            await PublishAsync(WebhookEvents.Cancelled(booking, now));
    }

    /// <param name="invoice">An invoice or credit note that is written.</param>
    public Task PublishInvoiceAsync(Invoice invoice) => PublishAsync(WebhookEvents.Written(invoice));

    private Task PublishAsync(WebhookEvent told) => grains.GetWebhookOutbox(told.Id).Publish(told);
}
