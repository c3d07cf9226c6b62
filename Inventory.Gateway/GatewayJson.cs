using System.Text.Json.Serialization;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Health;
using Inventory.Gateway.Http;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Types;

namespace Inventory.Gateway;

/// <summary>Every body, in and out. A member that is named twice is refused: two readers would read two things.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(AllocationRequest))]
[JsonSerializable(typeof(AllocationResponse[]))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ResourcePatch))]
[JsonSerializable(typeof(ResourceRequest))]
[JsonSerializable(typeof(ResourceResponse[]))]
[JsonSerializable(typeof(ResourceTypeResponse[]))]
public sealed partial class GatewayJson : JsonSerializerContext;
