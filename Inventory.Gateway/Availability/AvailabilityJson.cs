namespace Inventory.Gateway.Availability;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(SlotResponse[]))]
[JsonSerializable(typeof(LoadResponse[]))]
internal sealed partial class AvailabilityJson : JsonSerializerContext;
