using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;

namespace Inventory.Domain.Bookings;

public static class BookingCharge
{
    public static Charge ChargeOf(this Booking booking) => new()
    {
        Id = $"booking:{booking.Id}",
        Lines = [.. booking.LinesOf("", Enumerable.Range(0, booking.Items.Length), item => item.Price())],
        Expires = booking.HoldExpiry(),
    };

    /// <summary>Each item has its own rule and its own end.</summary>
    /// <exception cref="OverflowException">The fee is too large.</exception>
    public static Money LateFeeAt(this Booking booking, Instant returned) =>
        booking.LateLines(returned).Aggregate(Money.Zero(booking.Total().Currency), (sum, line) => sum + line.Amount);

    /// <summary><c>null</c> when nothing is late.</summary>
    public static Charge? LateChargeOf(this Booking booking)
    {
        ImmutableArray<InvoiceLine> lines = [.. booking.LateLines(booking.ReturnedAt!.Value)];
        return lines.IsEmpty ? null : new() { Id = $"{booking.ChargeOf().Id}:late", Lines = lines };
    }

    // Nobody has taken what was missed.
    private static IEnumerable<InvoiceLine> LateLines(this Booking booking, Instant returned) =>
        from item in booking.Active()
        where item.NoShowFee is null && !booking.IsFollowed(item, returned)
        let fee = item.Quote.LateReturn?.FeeOf(item.Interval.To, returned)
        where fee is { MinorUnits: > 0 }
        select new InvoiceLine($"Late: {item.ResourceType}, due {item.Interval.To}, back {returned}", fee.Value);

    /// <summary>Of a booking that was charged and is not confirmed after all.</summary>
    public static Refund RefundOfAll(this Booking booking)
    {
        var charge = booking.ChargeOf();
        return new() { Id = $"{charge.Id}:refund", ChargeId = charge.Id, Lines = [new($"Not confirmed: booking {booking.Id}", booking.Total())] };
    }
}
