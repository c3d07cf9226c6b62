namespace Inventory.Contracts;

/// <summary>
/// One event on its way to one endpoint; see <see cref="WebhookKeys.GetWebhookDelivery"/>. It is sent until the receiver has it, by a timer
/// and a schedule.
/// </summary>
/// <remarks>
/// No method waits for the receiver. Each fails with <see cref="Store.StoreUnavailableException"/> when the storage does.
/// </remarks>
public interface IWebhookDeliveryGrain : IGrainWithStringKey
{
    /// <summary>Takes over the event, durably. Asked again, it stays what it was at first.</summary>
    Task Accept(WebhookEvent told, string url);

    /// <summary>Goes on, if it is pending; else it says to its outbox that it has ended.</summary>
    Task Advance();

    /// <summary>Ends it without another attempt, if it is pending.</summary>
    Task GiveUp(string reason);

    /// <summary>Clears what is kept of it.</summary>
    Task Forget();

    /// <returns>The delivery, or <c>null</c>.</returns>
    Task<WebhookDelivery?> Read();
}
