using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Inventory.Gateway.Bookings;

/// <summary>New times or resources for items of a booking.</summary>
[Example("""{"items": [{"to_datetime": "2026-12-01T13:00:00Z"}]}""")]
public sealed record BookingChangeRequest
{
    /// <summary>In the order of the booking's items, and not more than it has. What an item leaves out stays.</summary>
    [Required, Length(1, BookingRequest.MaxItems)]
    public IReadOnlyList<BookingItemChangeRequest?>? Items { get; set; }
}

/// <summary>Members that are left out stay as they are. With <c>type</c>, the item moves to any free resource of the type.</summary>
public sealed record BookingItemChangeRequest : IJsonOnDeserialized
{
    /// <summary>The path of a resource: <c>cars/{id}</c>.</summary>
    public string? Resource { get; set; }

    /// <summary>The path of a type: <c>cars</c>.</summary>
    public string? Type { get; set; }

    /// <summary>With a type: only a resource with exactly these values.</summary>
    public JsonElement Attributes { get; set; }

    /// <summary>Start (inclusive), RFC 3339.</summary>
    [DataType(DataType.DateTime)]
    public string? FromDatetime { get; set; }

    /// <summary>End (exclusive), RFC 3339.</summary>
    [DataType(DataType.DateTime)]
    public string? ToDatetime { get; set; }

    /// <summary>Refused: an item does not become a series, and a series does not change. Cancel the item, and book another one.</summary>
    public JsonElement Series { get; set; }

    [JsonIgnore]
    public bool IsEmpty => Series.ValueKind == JsonValueKind.Undefined && Resource is null && Type is null && Attributes.ValueKind == JsonValueKind.Undefined && FromDatetime is null && ToDatetime is null;

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("attributes", Attributes);
}
