using System.ComponentModel.DataAnnotations;

namespace Inventory.Gateway.Bookings;

/// <summary>Resources to be booked together.</summary>
/// <remarks>The annotations are for the OpenAPI document; <see cref="BookingReader"/> checks.</remarks>
public sealed record BookingRequest
{
    public const int MaxItems = 50;

    /// <summary>1 to 50: all of them are held, or none.</summary>
    [Required, Length(1, MaxItems)]
    public IReadOnlyList<BookingItemRequest?>? Items { get; set; }

    /// <summary>1 to 86400: how long they are held if nobody confirms it.</summary>
    [Range(1, BookingLimits.MaxHoldSeconds)]
    public long? HoldSeconds { get; set; }
}

/// <summary>A time on a resource: on the one that <c>resource</c> names, or on any free one of a <c>type</c>.</summary>
public sealed record BookingItemRequest
{
    /// <summary>The path of a resource: <c>cars/&lt;id&gt;</c>.</summary>
    public string? Resource { get; set; }

    /// <summary>The path of a type: <c>cars</c>.</summary>
    public string? Type { get; set; }

    /// <summary>The first moment, RFC 3339.</summary>
    public string? FromDatetime { get; set; }

    /// <summary>The first moment after it, RFC 3339.</summary>
    public string? ToDatetime { get; set; }
}

/// <summary>That everything is back.</summary>
public sealed record ReturnBody
{
    /// <summary>When, if not now; not ahead, and not before the booking began.</summary>
    [MaxLength(100)]
    public string? ReturnedAt { get; set; }
}
