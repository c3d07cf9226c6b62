using System.Text.Json.Serialization;
using Inventory.Contracts;
using Inventory.Domain;
using Inventory.Domain.Billing;
using Inventory.Domain.Bookings;
using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;

namespace Inventory.Store;

/// <summary>How the states of grains are written: every type of state is named here.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(InstantJson), typeof(IntervalJson), typeof(JsonStringEnumConverter<UserRole>),
        typeof(JsonStringEnumConverter<BookingStatus>), typeof(JsonStringEnumConverter<EntryKind>), typeof(JsonStringEnumConverter<LedgerAccount>),
        typeof(JsonStringEnumConverter<DeliveryStatus>),
        typeof(JsonStringEnumConverter<UserChangeKind>),
    ])]
[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(ApiKeysState))]
[JsonSerializable(typeof(BookingState))]
[JsonSerializable(typeof(CatalogueState))]
[JsonSerializable(typeof(ClaimState))]
[JsonSerializable(typeof(ClosedOrderState))]
[JsonSerializable(typeof(CustomerOrdersState))]
[JsonSerializable(typeof(CustomerState))]
[JsonSerializable(typeof(DeliveryState))]
[JsonSerializable(typeof(InvoiceNumbers))]
[JsonSerializable(typeof(InvoiceRecord))]
[JsonSerializable(typeof(OutboxState))]
[JsonSerializable(typeof(RegistrationKeyState))]
[JsonSerializable(typeof(UserListState))]
[JsonSerializable(typeof(UserState))]
[JsonSerializable(typeof(WatchState))]
public sealed partial class GrainStateJson : JsonSerializerContext;
