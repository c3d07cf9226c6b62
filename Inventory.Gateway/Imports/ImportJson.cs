namespace Inventory.Gateway.Imports;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ImportResponse[]))]
internal sealed partial class ImportJson : JsonSerializerContext;
