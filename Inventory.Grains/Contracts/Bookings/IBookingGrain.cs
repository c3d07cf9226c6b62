namespace Inventory.Contracts;

/// <summary>
/// One booking; its key is its id. All of its items are held, then all made firm and charged, or none: what was broken off half way is finished or undone by
/// whoever asks next, by a timer, or by the watch over bookings after a crash.
/// </summary>
/// <remarks>Every method fails with <see cref="Store.StoreUnavailableException"/> or a <see cref="TimeoutException"/> when something on its way does: the outcome is unknown, and it is to be asked again.</remarks>
public interface IBookingGrain : IGrainWithStringKey
{
    /// <summary>Holds every item, or none. Asked again, it answers as at first; what did not come to an answer is undone, and the customer has forgotten it.</summary>
    Task<BookResult> Book(BookRequest request);

    /// <summary>Makes every item firm and charges the price. Before the expiry this succeeds; from then on it never does.</summary>
    Task<BookingResult> Confirm(Caller? by = null);

    /// <summary>Frees every item, and gives back what the rule says.</summary>
    Task<BookingResult> Cancel(Precondition ifMatch, Caller? by = null);

    /// <summary>
    /// Everything is back: frees what is left of the time, and charges what came late, once. A booking that is back stays as it is, whatever is asked.
    /// </summary>
    Task<BookingResult> HandBack(HandBackRequest request);

    /// <returns>The booking, or <c>null</c>.</returns>
    Task<Booking?> Read();

    /// <summary>Goes on with what was broken off.</summary>
    Task Advance();
}
