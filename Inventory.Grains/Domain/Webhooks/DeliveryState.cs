using Inventory.Contracts;

namespace Inventory.Domain.Webhooks;

/// <summary>What is kept of a delivery.</summary>
public sealed record DeliveryState
{
    /// <summary><c>null</c> until it was asked for, and when it is forgotten.</summary>
    public WebhookDelivery? Delivery { get; init; }

    /// <summary>The body, the same at every attempt.</summary>
    public string Payload { get; init; } = "";
}
