using System.Globalization;
using System.Numerics;

namespace Inventory.Contracts;

/// <summary>The keys of the grains of webhooks, in one place.</summary>
public static class WebhookKeys
{
    /// <summary>So many that none is long: each is written whole.</summary>
    public const int Outboxes = 16;

    /// <summary>The outbox of this event.</summary>
    public static IWebhookOutboxGrain GetWebhookOutbox(this IGrainFactory grains, string eventId) =>
        grains.GetWebhookOutbox((int)(eventId.Aggregate(0u, static (crc, c) => BitOperations.Crc32C(crc, c)) % Outboxes));

    /// <summary>All of them.</summary>
    public static IEnumerable<IWebhookOutboxGrain> GetWebhookOutboxes(this IGrainFactory grains) =>
        Enumerable.Range(0, Outboxes).Select(grains.GetWebhookOutbox);

    /// <param name="grains">Makes the reference.</param>
    /// <param name="key">Of an endpoint and an event: <c>{endpoint}/{event}</c>.</param>
    public static IWebhookDeliveryGrain GetWebhookDelivery(this IGrainFactory grains, string key) =>
        grains.GetGrain<IWebhookDeliveryGrain>(key);

    private static IWebhookOutboxGrain GetWebhookOutbox(this IGrainFactory grains, int number) =>
        grains.GetGrain<IWebhookOutboxGrain>(number.ToString(CultureInfo.InvariantCulture));
}
