namespace Inventory.Gateway.Billing;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(AccountResponse))]
[JsonSerializable(typeof(LedgerEntryResponse))]
[JsonSerializable(typeof(InvoiceResponse))]
[JsonSerializable(typeof(InvoiceSummaryResponse[]))]
[JsonSerializable(typeof(PaymentRequest))]
internal sealed partial class BillingJson : JsonSerializerContext;
