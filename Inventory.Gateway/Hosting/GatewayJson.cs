using System.Text.Json.Serialization;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Api;
using Inventory.Gateway.Availability;
using Inventory.Gateway.Billing;
using Inventory.Gateway.Bookings;
using Inventory.Gateway.Events;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Shop;
using Inventory.Gateway.Users;
using Inventory.Gateway.Webhooks;

namespace Inventory.Gateway.Hosting;

/// <summary>Every body, in and out. A member that is named twice is refused: two readers would read two things.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(AccountResponse))]
[JsonSerializable(typeof(AllocationPatch))]
[JsonSerializable(typeof(AllocationRequest))]
[JsonSerializable(typeof(AllocationResponse[]))]
[JsonSerializable(typeof(ApiKeyRequest))]
[JsonSerializable(typeof(ApiKeyResponse[]))]
[JsonSerializable(typeof(BeerRequest))]
[JsonSerializable(typeof(BeerResponse[]))]
[JsonSerializable(typeof(BookingRequest))]
[JsonSerializable(typeof(BookingResponse[]))]
[JsonSerializable(typeof(ErasureRequest))]
[JsonSerializable(typeof(EventResponse[]))]
[JsonSerializable(typeof(ReturnBody))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(IntervalResponse[]))]
[JsonSerializable(typeof(InvoiceResponse))]
[JsonSerializable(typeof(InvoiceSummaryResponse[]))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(OrderLineRequest))]
[JsonSerializable(typeof(OrderResponse[]))]
[JsonSerializable(typeof(PaymentEventRequest))]
[JsonSerializable(typeof(PaymentRequest))]
[JsonSerializable(typeof(PersonalDataResponse))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(QuoteResponse))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(ResourcePatch))]
[JsonSerializable(typeof(ResourceRequest))]
[JsonSerializable(typeof(ResourceResponse[]))]
[JsonSerializable(typeof(ResourceTypeResponse[]))]
[JsonSerializable(typeof(SkuRequest))]
[JsonSerializable(typeof(RoleRequest))]
[JsonSerializable(typeof(SlotResponse[]))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(UserChangeResponse[]))]
[JsonSerializable(typeof(UserResponse[]))]
[JsonSerializable(typeof(WebhookDeliveryResponse[]))]
[JsonSerializable(typeof(WebhookEnvelope))]
public sealed partial class GatewayJson : JsonSerializerContext;
