namespace Inventory.Gateway.Hosting;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(SiloResponse[]))]
[JsonSerializable(typeof(SiloMetricsResponse[]))]
internal sealed partial class HealthJson : JsonSerializerContext;
