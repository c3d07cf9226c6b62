using Inventory.Domain.Time;

namespace Inventory.Domain.Bookings;

/// <summary>When a booking ends.</summary>
public static class BookingTimes
{
    /// <summary>
    /// What a booking holds outlives its expiry by so long, so that a confirmation that was decided before it finds everything. A booking that expires gives it back at once.
    /// </summary>
    public static readonly TimeSpan HoldGrace = TimeSpan.FromMinutes(5);

    public static bool HasExpired(this Booking booking, Instant now) => booking.Status == BookingStatus.Held && now >= booking.Expires;

    /// <summary>When the last of its items ends.</summary>
    public static Instant End(this Booking booking) => booking.Items.Max(item => item.Interval.To);

    /// <summary>When what it holds is free by itself.</summary>
    public static Instant HoldExpiry(this Booking booking) => new(booking.Expires.Microseconds + (long)HoldGrace.TotalMicroseconds);

    /// <summary>As it was when it was first held, whatever has become of it since.</summary>
    public static Booking AsFirstHeld(this Booking booking) => booking with
    {
        Status = BookingStatus.Held,
        Version = 1,
        Invoice = null,
        Refund = null,
        CreditNote = null,
        ReturnedAt = null,
        LateFee = null,
        LateInvoice = null,
    };

    /// <summary>What there is to see of it at a moment.</summary>
    public static Booking? At(this BookingState state, Instant now) => state.Booking switch
    {
        null or { Status: BookingStatus.Holding or BookingStatus.Rejected } => null,
        { Status: BookingStatus.Releasing } when state.End == BookingStatus.Rejected => null,
        { } booking when booking.HasExpired(now) => booking with { Status = BookingStatus.Expired },
        var booking => booking,
    };
}
