namespace Inventory.Gateway.Api;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(AllocationResponse[]))]
[JsonSerializable(typeof(PoolAllocationResponse))]
[JsonSerializable(typeof(IntervalResponse[]))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext;
