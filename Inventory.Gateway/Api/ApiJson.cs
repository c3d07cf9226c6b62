using System.Text.Json.Serialization;

namespace Inventory.Gateway.Api;

/// <summary>The bodies of this folder, in and out. A member that is named twice is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(AllocationResponse[]))]
[JsonSerializable(typeof(IntervalResponse[]))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(bool))]
internal sealed partial class ApiJson : JsonSerializerContext;
