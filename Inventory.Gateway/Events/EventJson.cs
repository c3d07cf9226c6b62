namespace Inventory.Gateway.Events;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(EventResponse[]))]
[JsonSerializable(typeof(ChangeResponse))]
[JsonSerializable(typeof(RefusalResponse[]))]
internal sealed partial class EventJson : JsonSerializerContext;
