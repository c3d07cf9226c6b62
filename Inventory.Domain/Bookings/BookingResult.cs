namespace Inventory.Domain.Bookings;

public enum BookingOutcome
{
    /// <summary>The booking is as requested, now or before.</summary>
    Done = 1,

    NoSuchBooking = 2,

    /// <summary>It expired, or lost an item before it was confirmed: nothing is held or charged.</summary>
    Expired = 3,

    Cancelled = 4,

    /// <summary>It has ended, so it cannot be cancelled.</summary>
    Over = 5,

    /// <summary>It has begun, so it is returned and not cancelled.</summary>
    Begun = 10,

    PreconditionFailed = 6,

    /// <summary>It is only held, or has ended: there is nothing to return, and no item to cancel by itself.</summary>
    NotConfirmed = 7,

    /// <summary>The return is before the start.</summary>
    NotBegun = 8,

    KeyReused = 9,

    NoSuchItem = 11,

    /// <summary>An item waits for somebody to approve it.</summary>
    AwaitsApproval = 12,
}

[GenerateSerializer, Immutable, Alias("inventory.booking-result")]
public sealed record BookingResult(BookingOutcome Outcome, Booking? Booking);
