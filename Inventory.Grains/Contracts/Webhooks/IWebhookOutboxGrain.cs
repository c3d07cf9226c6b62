namespace Inventory.Contracts;

/// <summary>
/// Takes over events that are to be told, and remembers their deliveries, so that none is lost when a process dies. Its key is a number;
/// see <see cref="WebhookKeys"/>.
/// </summary>
/// <remarks>Every method fails with <see cref="Store.StoreUnavailableException"/> when the storage does: it is to be asked again.</remarks>
public interface IWebhookOutboxGrain : IGrainWithStringKey
{
    /// <summary>
    /// Tells every endpoint that wants events of this type. It is done when that is certain to happen, and does not wait for it. Asked
    /// again with the same id, it does no more, for as long as it remembers it.
    /// </summary>
    Task Publish(WebhookEvent told);

    /// <summary>For the delivery with this key, which has ended.</summary>
    Task Finish(string delivery);

    /// <summary>Lets all that are pending go on, and forgets what has ended long ago.</summary>
    /// <returns>How many were pending.</returns>
    Task<int> Wake();

    /// <summary>A page of at most <paramref name="limit"/> deliveries with higher ordinals than <paramref name="after"/>.</summary>
    Task<DeliveryPage> List(long after, int limit);
}
