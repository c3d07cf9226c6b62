namespace Inventory.Gateway.Timelines;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(TimelineResponse))]
[JsonSerializable(typeof(TimelineRowResponse))]
internal sealed partial class TimelineJson : JsonSerializerContext;
