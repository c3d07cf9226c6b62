namespace Inventory.Gateway.Bookings;

/// <summary>The section <c>Inventory:Bookings</c>: what holds for every booking, and what a customer may have. An operator has no limits.</summary>
public sealed class BookingOptions
{
    /// <summary>How long a booking is held that does not say it, in seconds, 1 to 86400. Default: ten minutes.</summary>
    public int HoldSeconds { get; set; } = 600;

    /// <summary>How many bookings a customer may have that have not ended. Default: 50.</summary>
    public int MaxBookings { get; set; } = 50;

    /// <summary>How many days ahead a customer may book. Default: 730.</summary>
    public int MaxDaysAhead { get; set; } = 730;

    /// <summary>What a customer may owe, held bookings included, a decimal text in <c>Inventory:Currency</c>. Default: any amount.</summary>
    public string? CreditLimit { get; set; }
}
