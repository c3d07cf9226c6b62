using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Inventory.Domain.Webhooks;
using Inventory.Storage;

namespace Inventory.Grains.Webhooks;

/// <summary>
/// Takes over events that are to be told, and remembers their deliveries, so that none is lost when a process dies. Its key is a number;
/// see <see cref="WebhookKeys"/>.
/// </summary>
/// <remarks>Every method fails with <see cref="StoreUnavailableException"/> when the storage does: it is to be asked again.</remarks>
[Alias("inventory.webhook-outbox-grain")]
public interface IWebhookOutboxGrain : IGrainWithStringKey
{
    /// <summary>
    /// Tells every endpoint that wants events of this type. It is done when that is certain to happen, and does not wait for it. Asked
    /// again with the same id, it does no more, for as long as it remembers it.
    /// </summary>
    [Alias("publish")]
    Task Publish(WebhookEvent told);

    /// <summary>For the delivery with this key, which has ended.</summary>
    [Alias("complete")]
    Task Complete(string delivery);

    /// <summary>Lets all that are pending go on, and forgets what has ended long ago.</summary>
    /// <returns>How many were pending.</returns>
    [Alias("resume")]
    Task<int> Resume();

    /// <summary>A page of at most <paramref name="limit"/> deliveries with higher ordinals than <paramref name="after"/>.</summary>
    [Alias("list")]
    Task<DeliveryPage> List(long after, int limit);
}

/// <summary>
/// One event on its way to one endpoint; see <see cref="WebhookKeys.GetWebhookDelivery"/>. It is sent until the receiver has it, by a timer
/// and a schedule.
/// </summary>
/// <remarks>
/// No method waits for the receiver. Each fails with <see cref="StoreUnavailableException"/> when the storage does.
/// </remarks>
[Alias("inventory.webhook-delivery-grain")]
public interface IWebhookDeliveryGrain : IGrainWithStringKey
{
    /// <summary>Takes over the event, durably. Asked again, it stays what it was at first.</summary>
    [Alias("accept")]
    Task Accept(WebhookEvent told, string url);

    /// <summary>Goes on, if it is pending; else it says to its outbox that it has ended.</summary>
    [Alias("resume")]
    Task Resume();

    /// <summary>Ends it without another attempt, if it is pending.</summary>
    [Alias("abandon")]
    Task Abandon(string reason);

    /// <summary>Clears what is kept of it.</summary>
    [Alias("clear")]
    Task Clear();

    /// <returns>The delivery, or <c>null</c>.</returns>
    [Alias("read")]
    Task<WebhookDelivery?> Read();
}

/// <param name="Ordinals">Of the deliveries, in the same order. No two outboxes have the same.</param>
/// <param name="Deliveries">The keys, the oldest first.</param>
/// <param name="HasMore">There are more, with higher ordinals.</param>
[GenerateSerializer, Immutable, Alias("inventory.delivery-page")]
public sealed record DeliveryPage(ImmutableArray<long> Ordinals, ImmutableArray<string> Deliveries, bool HasMore);

/// <summary>The keys of the grains of webhooks, in one place.</summary>
public static class WebhookKeys
{
    /// <summary>The outbox of this event.</summary>
    public static IWebhookOutboxGrain GetWebhookOutbox(this IGrainFactory grains, string eventId) =>
        grains.GetWebhookOutbox((int)(eventId.Aggregate(0u, static (crc, c) => BitOperations.Crc32C(crc, c)) % OutboxDecisions.Outboxes));

    /// <summary>All of them.</summary>
    public static IEnumerable<IWebhookOutboxGrain> GetWebhookOutboxes(this IGrainFactory grains) =>
        Enumerable.Range(0, OutboxDecisions.Outboxes).Select(grains.GetWebhookOutbox);

    /// <param name="grains">Makes the reference.</param>
    /// <param name="key">Of an endpoint and an event: <c>{endpoint}/{event}</c>.</param>
    public static IWebhookDeliveryGrain GetWebhookDelivery(this IGrainFactory grains, string key) =>
        grains.GetGrain<IWebhookDeliveryGrain>(key);

    private static IWebhookOutboxGrain GetWebhookOutbox(this IGrainFactory grains, int number) =>
        grains.GetGrain<IWebhookOutboxGrain>(number.ToString(CultureInfo.InvariantCulture));
}
