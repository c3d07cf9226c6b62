namespace Inventory.Gateway.Quotas;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(QuotaResponse[]))]
internal sealed partial class QuotaJson : JsonSerializerContext;
