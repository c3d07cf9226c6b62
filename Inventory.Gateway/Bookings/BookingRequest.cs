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
