namespace Inventory.Gateway.Allocations;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(AllocationPatch))]
[JsonSerializable(typeof(AllocationRequest))]
[JsonSerializable(typeof(PoolAllocationRequest))]
[JsonSerializable(typeof(BindingRequest))]
internal sealed partial class AllocationJson : JsonSerializerContext;
