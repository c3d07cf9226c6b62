using System.Text.Json.Serialization;
using Inventory.Gateway.Api;

namespace Inventory.Gateway.Shop;

/// <summary>The bodies of this folder, in and out. A member that is named twice is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(BeerRequest))]
[JsonSerializable(typeof(BeerResponse[]))]
[JsonSerializable(typeof(OrderLineRequest))]
[JsonSerializable(typeof(OrderResponse[]))]
[JsonSerializable(typeof(SkuRequest))]
internal sealed partial class ShopJson : JsonSerializerContext;
