namespace Inventory.Domain.Webhooks;

public static class DeliveryDecisions
{
    private const int Gone = 410;

    public static DeliveryState Start(WebhookEvent webhookEvent, string url, Instant now) => new()
    {
        Payload = webhookEvent.Payload,
        Delivery = new()
        {
            Event = webhookEvent.Id,
            Type = webhookEvent.Type,
            Url = url,
            Status = DeliveryStatus.Pending,
            Created = now,
            Next = now,
        },
    };

    public static WebhookDelivery After(this WebhookDelivery delivery, DeliveryResult outcome, Instant now, double chance)
    {
        delivery = delivery with { Attempts = delivery.Attempts + 1, LastStatus = outcome.Status, LastFault = outcome.Fault };
        if (outcome.Status is >= 200 and < 300)
            return delivery.End(DeliveryStatus.Delivered, now);
        // The receiver refuses further deliveries.
        return outcome.Status != Gone && RetrySchedule.WaitAfter(delivery.Attempts, chance) is { } wait
            ? delivery with { Next = new(now.Microseconds + (long)wait.TotalMicroseconds) }
            : delivery.End(DeliveryStatus.Failed, now);
    }

    public static WebhookDelivery Abandon(this WebhookDelivery delivery, string reason, Instant now) =>
        (delivery with { LastFault = reason }).End(DeliveryStatus.Failed, now);

    private static WebhookDelivery End(this WebhookDelivery delivery, DeliveryStatus status, Instant now) =>
        delivery with { Status = status, Next = null, Finished = now };
}
