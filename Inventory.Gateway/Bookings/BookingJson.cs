using Inventory.Gateway.Pricing;

namespace Inventory.Gateway.Bookings;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(BookingRequest))]
[JsonSerializable(typeof(BookingResponse[]))]
[JsonSerializable(typeof(BookingChangeRequest))]
[JsonSerializable(typeof(BookingChangeResponse))]
[JsonSerializable(typeof(QuoteResponse))]
[JsonSerializable(typeof(ReturnBody))]
internal sealed partial class BookingJson : JsonSerializerContext;
