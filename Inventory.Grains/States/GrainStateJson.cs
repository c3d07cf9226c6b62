using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Domain.Billing;
using Inventory.Domain.Bookings;
using Inventory.Domain.Imports;
using Inventory.Domain.Quotas;
using Inventory.Domain.Refusals;
using Inventory.Domain.Series;
using Inventory.Domain.Shop;
using Inventory.Domain.Users;
using Inventory.Domain.Webhooks;

namespace Inventory.Grains.States;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(InstantJson), typeof(IntervalJson), typeof(JsonTextJson), typeof(JsonStringEnumConverter<UserRole>),
        typeof(JsonStringEnumConverter<BookingStatus>), typeof(JsonStringEnumConverter<EntryKind>), typeof(JsonStringEnumConverter<LedgerAccount>),
        typeof(JsonStringEnumConverter<DeliveryStatus>),
        typeof(JsonStringEnumConverter<UserChangeKind>), typeof(JsonStringEnumConverter<ImportKind>), typeof(JsonStringEnumConverter<ImportStatus>),
    ])]
[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(ApiKeysState))]
[JsonSerializable(typeof(ApprovalListState))]
[JsonSerializable(typeof(BookingState))]
[JsonSerializable(typeof(CalendarTokensState))]
[JsonSerializable(typeof(CatalogueState))]
[JsonSerializable(typeof(CheckInsState))]
[JsonSerializable(typeof(CheckInHoursState))]
[JsonSerializable(typeof(ImportState))]
[JsonSerializable(typeof(ImportChunkState))]
[JsonSerializable(typeof(ImportListState))]
[JsonSerializable(typeof(UniqueNameState))]
[JsonSerializable(typeof(OrderState))]
[JsonSerializable(typeof(CustomerOrdersState))]
[JsonSerializable(typeof(CustomerState))]
[JsonSerializable(typeof(DeliveryState))]
[JsonSerializable(typeof(GroupQuotaState))]
[JsonSerializable(typeof(InvoiceNumbers))]
[JsonSerializable(typeof(InvoiceRecord))]
[JsonSerializable(typeof(OutboxState))]
[JsonSerializable(typeof(RegistrationKeyState))]
[JsonSerializable(typeof(UserListState))]
[JsonSerializable(typeof(UserState))]
[JsonSerializable(typeof(BookingIndexState))]
[JsonSerializable(typeof(PendingBookingsState))]
[JsonSerializable(typeof(RefusalsState))]
[JsonSerializable(typeof(SeriesIndexState))]
[JsonSerializable(typeof(SeriesState))]
[JsonSerializable(typeof(WaitingListState))]
[JsonSerializable(typeof(SeriesSweepState))]
public sealed partial class GrainStateJson : JsonSerializerContext;

// A client's JSON, which may be none, as a text.
internal sealed class JsonTextJson : JsonConverter<ImmutableArray<byte>>
{
    public override bool HandleNull => true;

    public override ImmutableArray<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? default : [.. Encoding.UTF8.GetBytes(reader.GetString()!)];

    public override void Write(Utf8JsonWriter writer, ImmutableArray<byte> value, JsonSerializerOptions options)
    {
        if (value.IsDefault)
            writer.WriteNullValue();
        else
            writer.WriteStringValue(value.AsSpan());
    }
}

internal sealed class InstantJson : JsonConverter<Instant>
{
    private const string Past = "-∞";
    private const string Future = "∞";

    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() switch
    {
        Past => Instant.MinusInfinity,
        Future => Instant.PlusInfinity,
        var text => Instant.From(DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime),
    };

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

// [from, to] in microseconds, as in the other tables.
internal sealed class IntervalJson : JsonConverter<Interval>
{
    public override Interval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Read();
        var from = reader.GetInt64();
        reader.Read();
        var to = reader.GetInt64();
        reader.Read();
        return new(new(from), new(to));
    }

    public override void Write(Utf8JsonWriter writer, Interval value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.From.Microseconds);
        writer.WriteNumberValue(value.To.Microseconds);
        writer.WriteEndArray();
    }
}
