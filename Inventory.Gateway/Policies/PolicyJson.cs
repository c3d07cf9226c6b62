using System.Text.Json;
using System.Text.Json.Nodes;

namespace Inventory.Gateway.Policies;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(PolicyDocument))]
[JsonSerializable(typeof(PolicyViolationResponse[]))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonDocument))]
internal sealed partial class PolicyJson : JsonSerializerContext;
