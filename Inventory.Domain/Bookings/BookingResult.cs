namespace Inventory.Domain.Bookings;

public enum BookingOutcome
{
    /// <summary>It is as it was asked for, now or already before.</summary>
    Done = 1,

    NoSuchBooking = 2,

    /// <summary>It had passed its expiry, or one of its items was taken from it before it was confirmed: nothing is held, and nothing is charged.</summary>
    Expired = 3,

    /// <summary>It was cancelled before.</summary>
    Cancelled = 4,

    /// <summary>Its time is over: it cannot be cancelled any more.</summary>
    Over = 5,

    /// <summary>It is not at a version that the caller named.</summary>
    PreconditionFailed = 6,

    /// <summary>It is held only, or has ended: there is nothing to be handed back.</summary>
    NotConfirmed = 7,

    /// <summary>It was to be back before it began.</summary>
    NotBegun = 8,

    /// <summary>The request's key was used before, for another request.</summary>
    KeyReused = 9,
}

/// <param name="Outcome">What became of the request.</param>
/// <param name="Booking">As it is now; <c>null</c> where there is none.</param>
[GenerateSerializer, Immutable, Alias("inventory.booking-result")]
public sealed record BookingResult(BookingOutcome Outcome, Booking? Booking);
