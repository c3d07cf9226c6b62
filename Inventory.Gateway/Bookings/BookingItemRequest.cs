namespace Inventory.Gateway.Bookings;

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
