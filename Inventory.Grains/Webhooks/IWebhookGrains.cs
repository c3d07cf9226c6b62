using System.Globalization;
using System.Numerics;
using Inventory.Domain.Webhooks;

namespace Inventory.Grains.Webhooks;

/// <summary>Takes over events and records their deliveries, so that recovery after a crash finds them; the key is a number.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: call again.</remarks>
[Alias("inventory.webhook-outbox-grain")]
public interface IWebhookOutboxGrain : IGrainWithStringKey
{
    /// <summary>Delivers the event to its subscribers; returns when that is durable. A repeat does nothing while the outbox knows the id.</summary>
    [Alias("publish")]
    Task Publish(WebhookEvent webhook);

    /// <summary>The delivery has ended.</summary>
    [Alias("complete")]
    Task Complete(string delivery);

    /// <summary>Resumes all pending deliveries, clears those that ended long ago, and returns the count of the pending.</summary>
    [Alias("resume")]
    Task<int> Resume();

    /// <summary>Deliveries with ordinals above <paramref name="after"/>.</summary>
    [Alias("list")]
    Task<DeliveryPage> List(long after, int limit);
}

/// <summary>One event on its way to one endpoint. A timer sends it until the receiver has it; no method waits for the receiver.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>.</remarks>
[Alias("inventory.webhook-delivery-grain")]
public interface IWebhookDeliveryGrain : IGrainWithStringKey
{
    /// <summary>Stores the event durably. Only the first call counts.</summary>
    [Alias("accept")]
    Task Accept(WebhookEvent webhook, string url);

    /// <summary>Continues a pending delivery; reports one that has ended to its outbox.</summary>
    [Alias("resume")]
    Task Resume();

    /// <summary>Ends a pending delivery without another attempt.</summary>
    [Alias("abandon")]
    Task Abandon(string reason);

    [Alias("clear")]
    Task Clear();

    [Alias("read")]
    Task<WebhookDelivery?> Read();
}

/// <summary>The oldest first; both lists are in the same order. No two outboxes share an ordinal.</summary>
[GenerateSerializer, Immutable, Alias("inventory.delivery-page")]
public sealed record DeliveryPage(ImmutableArray<long> Ordinals, ImmutableArray<string> Deliveries, bool HasMore);

public static class WebhookKeys
{
    public static IWebhookOutboxGrain GetWebhookOutbox(this IGrainFactory grains, string eventId) =>
        grains.GetWebhookOutbox((int)(eventId.Aggregate(0u, static (crc, c) => BitOperations.Crc32C(crc, c)) % OutboxDecisions.Outboxes));

    public static IEnumerable<IWebhookOutboxGrain> GetWebhookOutboxes(this IGrainFactory grains) =>
        Enumerable.Range(0, OutboxDecisions.Outboxes).Select(grains.GetWebhookOutbox);

    /// <summary>The key is that of <see cref="WebhookEndpoint.DeliveryKey"/>.</summary>
    public static IWebhookDeliveryGrain GetWebhookDelivery(this IGrainFactory grains, string key) => grains.Get<IWebhookDeliveryGrain>(key);

    private static IWebhookOutboxGrain GetWebhookOutbox(this IGrainFactory grains, int number) =>
        grains.Get<IWebhookOutboxGrain>(number.ToString(CultureInfo.InvariantCulture));
}
