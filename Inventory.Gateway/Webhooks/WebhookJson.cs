using System.Text.Json.Serialization;
using Inventory.Gateway.Api;

namespace Inventory.Gateway.Webhooks;

/// <summary>The bodies of this folder, in and out. A member that is named twice is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(PaymentEventRequest))]
[JsonSerializable(typeof(WebhookDeliveryResponse[]))]
[JsonSerializable(typeof(WebhookEnvelope))]
internal sealed partial class WebhookJson : JsonSerializerContext;
