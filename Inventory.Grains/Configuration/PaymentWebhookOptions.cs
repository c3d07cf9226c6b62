namespace Inventory.Configuration;

/// <summary>The section <c>Inventory:Webhooks:Payments</c>.</summary>
public sealed class PaymentWebhookOptions
{
    /// <summary>
    /// What the provider of payments signs with: <c>whsec_</c> and the base64 of 24 to 64 bytes. Any of them is good. Default: none, and no
    /// webhook is taken.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; set; } = [];
}
