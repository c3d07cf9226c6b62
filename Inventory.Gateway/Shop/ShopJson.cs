namespace Inventory.Gateway.Shop;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(BeerDetails))]
[JsonSerializable(typeof(BeerRequest))]
[JsonSerializable(typeof(BeerResponse[]))]
[JsonSerializable(typeof(OrderLineRequest))]
[JsonSerializable(typeof(OrderResponse[]))]
[JsonSerializable(typeof(SkuRequest))]
internal sealed partial class ShopJson : JsonSerializerContext;
