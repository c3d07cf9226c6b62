namespace Inventory.Gateway.Webhooks;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(BookingEvent))]
[JsonSerializable(typeof(InvoiceEvent))]
[JsonSerializable(typeof(PaymentEventRequest))]
[JsonSerializable(typeof(WebhookDeliveryResponse[]))]
[JsonSerializable(typeof(WebhookEnvelope))]
internal sealed partial class WebhookJson : JsonSerializerContext;
