namespace Inventory.Gateway.Resources;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ResourcePatch))]
[JsonSerializable(typeof(ResourceRequest))]
[JsonSerializable(typeof(ResourceResponse[]))]
[JsonSerializable(typeof(ResourceTypeResponse[]))]
internal sealed partial class ResourceJson : JsonSerializerContext;
