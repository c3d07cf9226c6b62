using Inventory.Domain.Webhooks;

namespace Inventory.Gateway.Webhooks;

/// <summary>What the provider of payments signs with. None: payments are not taken by webhook.</summary>
public sealed record PaymentSecrets(IReadOnlyList<WebhookSecret> All);
