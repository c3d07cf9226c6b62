using Inventory.Contracts;
using Inventory.Domain.Pricing;

namespace Inventory.Domain.Bookings;

/// <summary>What a booking costs, and what is given back of it.</summary>
public static class BookingCharge
{
    /// <summary>One line for each item.</summary>
    public static Charge ChargeOf(this Booking booking) => new()
    {
        Id = $"booking:{booking.Id}",
        Lines = [.. booking.Items.Select(item => new InvoiceLine($"{item.ResourceType}, {item.Interval.From} to {item.Interval.To}", item.Quote.Total))],
        Expires = booking.Lapse(),
    };

    /// <summary>By each item's own rule.</summary>
    public static Money RefundAt(this Booking booking, Instant now) => booking.Items
        .Select(item => Cancellation.RefundOf(item.Quote, item.Interval.From, now)).Aggregate((sum, part) => sum + part);

    public static Refund RefundOf(this Booking booking, Money amount)
    {
        var charge = booking.ChargeOf();
        return new() { Id = $"{charge.Id}:refund", ChargeId = charge.Id, Lines = [new($"Cancelled: booking {booking.Id}", amount)] };
    }
}
