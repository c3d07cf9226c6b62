using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inventory.Gateway.Quotas;

namespace Inventory.Gateway.Bookings;

/// <summary>One or more resources to book together.</summary>
[Example(
    """
    {"items": [{"resource": "cars/0198a7b0-0000-7000-8000-0000000000aa", "from_datetime": "2026-12-01T10:00:00Z",
    "to_datetime": "2026-12-01T12:00:00Z"}], "hold_seconds": 600}
    """)]
public sealed record BookingRequest
{
    public const int MaxItems = 50;

    /// <summary>Of the tariffs, by all items together: 114 years of hours, which take some milliseconds.</summary>
    public const int MaxSteps = 1_000_000;

    /// <summary>1 to 50 items: all of them are held, or none.</summary>
    [Required, Length(1, MaxItems)]
    public IReadOnlyList<BookingItemRequest?>? Items { get; set; }

    /// <summary>For operators and programs: the id of the customer who books, is charged and sees the booking.</summary>
    [MaxLength(36)]
    public string? Customer { get; set; }

    /// <summary>For operators and programs: the rules that do not matter this time, of <c>hours</c>, <c>turnaround</c> and <c>quota</c>.</summary>
    public IReadOnlyList<string?>? Override { get; set; }

    /// <summary>How long the items are held without confirmation, in seconds, 1 to 86400.</summary>
    [Range(1, BookingLimits.MaxHoldSeconds)]
    public long? HoldSeconds { get; set; }
}

/// <summary>A time on the resource that <c>resource</c> names, or on any free resource of a <c>type</c>; or a series of times on a resource.</summary>
public sealed record BookingItemRequest : IJsonOnDeserialized
{
    /// <summary>The path of a resource: <c>cars/{id}</c>.</summary>
    public string? Resource { get; set; }

    /// <summary>The path of a type: <c>cars</c>.</summary>
    public string? Type { get; set; }

    /// <summary>With a type: only a resource with exactly these values, up to 8 of them: texts, numbers, true or false.</summary>
    public JsonElement Attributes { get; set; }

    /// <summary>Start (inclusive), RFC 3339. Not for a series.</summary>
    [DataType(DataType.DateTime)]
    public string? FromDatetime { get; set; }

    /// <summary>End (exclusive), RFC 3339. Not for a series.</summary>
    [DataType(DataType.DateTime)]
    public string? ToDatetime { get; set; }

    /// <summary>In place of one time, with a <c>resource</c>: all occurrences are booked, or nothing.</summary>
    public BookedSeriesRequest? Series { get; set; }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("attributes", Attributes);
}

/// <summary>The return of all items of a booking.</summary>
[Example("""{"returned_at": "2026-12-01T12:00:00Z"}""")]
public sealed record ReturnBody
{
    /// <summary>When everything was back, by default now. Not in the future, and not before the booking began.</summary>
    [DataType(DataType.DateTime)]
    public string? ReturnedAt { get; set; }
}
