namespace Inventory.Domain.Bookings;

public static class BookingTimes
{
    // The holds outlast the booking, so that a confirmation in time finds all of them. An expired booking releases them at once.
    public static readonly TimeSpan HoldGrace = TimeSpan.FromMinutes(5);

    public static bool HasExpired(this Booking booking, Instant now) => booking.Status == BookingStatus.Held && now >= booking.Expires;

    public static Instant Begin(this Booking booking) => booking.Active().Min(item => item.Interval.From);

    public static Instant End(this Booking booking) => booking.Active().Max(item => item.Interval.To);

    public static Instant HoldExpiry(this Booking booking) => new(booking.Expires.Microseconds + (long)HoldGrace.TotalMicroseconds);

    public static Booking AsFirstHeld(this BookingState state) => state.Booking! with
    {
        Items = state.FirstItems ?? [.. state.Booking.Items.Select(item => item with { Cancelled = null, Refund = null, CheckInBy = null, NoShowFee = null, NoShowInvoice = null })],
        Status = BookingStatus.Held,
        Version = 1,
        Invoice = null,
        Refund = null,
        CreditNote = null,
        ReturnedAt = null,
        LateFee = null,
        LateInvoice = null,
        ChangeInvoice = null,
        IsChanged = false,
    };

    /// <summary>The booking as callers see it.</summary>
    public static Booking? At(this BookingState state, Instant now) => state.Booking switch
    {
        null or { Status: BookingStatus.Holding or BookingStatus.Rejected } => null,
        { Status: BookingStatus.Releasing } when state.End == BookingStatus.Rejected => null,
        { } booking when booking.HasExpired(now) => booking with { Status = BookingStatus.Expired },
        var booking => booking,
    };
}
