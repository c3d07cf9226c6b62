using System.Text.Json.Serialization;
using Inventory.Gateway.Api;

namespace Inventory.Gateway.Allocations;

/// <summary>The bodies of this folder, in and out. A member that is named twice is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(AllocationPatch))]
[JsonSerializable(typeof(AllocationRequest))]
internal sealed partial class AllocationJson : JsonSerializerContext;
