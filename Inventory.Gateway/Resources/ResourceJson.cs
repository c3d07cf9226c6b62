using System.Text.Json.Serialization;
using Inventory.Gateway.Api;

namespace Inventory.Gateway.Resources;

/// <summary>The bodies of this folder, in and out. A member that is named twice is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ResourcePatch))]
[JsonSerializable(typeof(ResourceRequest))]
[JsonSerializable(typeof(ResourceResponse[]))]
[JsonSerializable(typeof(ResourceTypeResponse[]))]
internal sealed partial class ResourceJson : JsonSerializerContext;
