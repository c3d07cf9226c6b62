using Inventory.Domain.Webhooks;

namespace Inventory.Webhooks;

/// <summary>How webhooks leave the process. A host has one.</summary>
public interface IWebhookSender
{
    /// <summary>Sends an event once, signed, and waits for the answer, for so long as the sender is patient.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; whether the event has arrived is not known.</exception>
    Task<AttemptOutcome> SendAsync(WebhookEndpoint endpoint, string eventId, string payload, CancellationToken cancellation);
}
