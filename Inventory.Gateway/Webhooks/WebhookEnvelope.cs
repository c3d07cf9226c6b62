namespace Inventory.Gateway.Webhooks;

/// <summary>
/// As much of a webhook as is looked at before it is known what it is: of events that nobody here waits for, the rest may be anything.
/// </summary>
public sealed record WebhookEnvelope
{
    public string? Type { get; set; }
}
