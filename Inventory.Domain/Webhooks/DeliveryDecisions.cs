using Inventory.Domain.Time;

namespace Inventory.Domain.Webhooks;

/// <summary>How a delivery goes on.</summary>
public static class DeliveryDecisions
{
    private const int Gone = 410;

    /// <summary>The delivery of an event, to be attempted at once.</summary>
    public static DeliveryState Start(WebhookEvent told, string url, Instant now) => new()
    {
        Payload = told.Payload,
        Delivery = new()
        {
            Event = told.Id,
            Type = told.Type,
            Url = url,
            Status = DeliveryStatus.Pending,
            Created = now,
            Next = now,
        },
    };

    /// <param name="delivery">Pending.</param>
    /// <param name="outcome">Of the attempt.</param>
    /// <param name="now">The time of the decision.</param>
    /// <param name="chance">From 0 to 1, see <see cref="RetrySchedule.WaitAfter"/>.</param>
    public static WebhookDelivery After(this WebhookDelivery delivery, DeliveryResult outcome, Instant now, double chance)
    {
        delivery = delivery with { Attempts = delivery.Attempts + 1, LastStatus = outcome.Status, LastFault = outcome.Fault };
        if (outcome.Status is >= 200 and < 300)
            return delivery.End(DeliveryStatus.Delivered, now);
        // Gone: the receiver wants no more of it.
        return outcome.Status != Gone && RetrySchedule.WaitAfter(delivery.Attempts, chance) is { } wait
            ? delivery with { Next = new(now.Microseconds + (long)wait.TotalMicroseconds) }
            : delivery.End(DeliveryStatus.Failed, now);
    }

    /// <summary>Without another attempt.</summary>
    public static WebhookDelivery Abandon(this WebhookDelivery delivery, string reason, Instant now) =>
        (delivery with { LastFault = reason }).End(DeliveryStatus.Failed, now);

    private static WebhookDelivery End(this WebhookDelivery delivery, DeliveryStatus status, Instant now) =>
        delivery with { Status = status, Next = null, Finished = now };
}
