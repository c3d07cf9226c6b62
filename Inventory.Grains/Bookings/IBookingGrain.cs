using System.Collections.Immutable;
using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Grains.Bookings;

/// <summary>
/// One booking; its key is its id. All of its items are held, then all made firm and charged, or none: what was interrupted half way is finished or undone by
/// whoever asks next, by a timer, or by the watch over bookings after a crash.
/// </summary>
/// <remarks>Every method fails with <see cref="StoreUnavailableException"/> or a <see cref="TimeoutException"/> when something on its way does: the outcome is unknown, and it is to be asked again.</remarks>
[Alias("inventory.booking-grain")]
public interface IBookingGrain : IGrainWithStringKey
{
    /// <summary>Holds every item, or none. Asked again, it answers as at first; what did not come to an answer is undone, and the customer has forgotten it.</summary>
    [Alias("create")]
    Task<CreateBookingResult> Create(CreateBookingRequest request);

    /// <summary>Makes every item firm and charges the price. Before the expiry this succeeds; from then on it never does.</summary>
    [Alias("confirm")]
    Task<BookingResult> Confirm(Caller? by = null);

    /// <summary>Frees every item, and gives back what the rule says.</summary>
    [Alias("cancel")]
    Task<BookingResult> Cancel(Precondition ifMatch, Caller? by = null);

    /// <summary>
    /// Everything is back: frees what is left of the time, and charges what came late, once. A booking that is back stays as it is, whatever is asked.
    /// </summary>
    [Alias("return")]
    Task<BookingResult> Return(ReturnBookingRequest request);

    /// <returns>The booking, or <c>null</c>.</returns>
    [Alias("read")]
    Task<Booking?> Read();

    /// <summary>Goes on with what was interrupted.</summary>
    [Alias("resume")]
    Task Resume();
}

[GenerateSerializer, Immutable, Alias("inventory.create-booking-request")]
public sealed record CreateBookingRequest
{
    /// <summary>Whose it will be.</summary>
    [Id(0)]
    public required string Customer { get; init; }

    /// <summary>One at least.</summary>
    [Id(1)]
    public required ImmutableArray<BookingItem> Items { get; init; }

    /// <summary>When it ends if nobody confirms it: as it was admitted.</summary>
    [Id(2)]
    public required Instant Expires { get; init; }

    /// <summary>What the customer may owe; <c>null</c> for any amount.</summary>
    [Id(3)]
    public Money? CreditLimit { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(4)]
    public Caller? RequestedBy { get; init; }
}

/// <summary>The booking, or the item that it failed for; then nothing is held.</summary>
[GenerateSerializer, Immutable, Alias("inventory.create-booking-result")]
public sealed record CreateBookingResult
{
    private CreateBookingResult(CreateBookingStatus status) => (Status, Conflicts, Alternatives) = (status, [], []);

    public static readonly CreateBookingResult OverCreditLimit = new(CreateBookingStatus.OverCreditLimit);
    public static readonly CreateBookingResult Withdrawn = new(CreateBookingStatus.Withdrawn);

    [Id(0)]
    public CreateBookingStatus Status { get; }

    [Id(1)]
    public Booking? Booking { get; private init; }

    /// <summary>The index of the item that was not available.</summary>
    [Id(2)]
    public int Item { get; private init; }

    /// <summary>What is in its way, by start.</summary>
    [Id(3)]
    public ImmutableArray<Allocation> Conflicts { get; private init; }

    /// <summary>The nearest times that would do for it.</summary>
    [Id(4)]
    public ImmutableArray<Interval> Alternatives { get; private init; }

    public static CreateBookingResult Held(Booking booking) => new(CreateBookingStatus.Held) { Booking = booking };

    public static CreateBookingResult Overlap(int item, ImmutableArray<Allocation> conflicts, ImmutableArray<Interval> alternatives) =>
        new(CreateBookingStatus.Overlap) { Item = item, Conflicts = conflicts, Alternatives = alternatives };

    public static CreateBookingResult NoneAvailable(int item, ImmutableArray<Interval> alternatives) => new(CreateBookingStatus.NoneAvailable) { Item = item, Alternatives = alternatives };

    public static CreateBookingResult NoSuchResource(int item) => new(CreateBookingStatus.NoSuchResource) { Item = item };
}

public enum CreateBookingStatus
{
    Held = 1,

    /// <summary>Other allocations are in the way of an item.</summary>
    Overlap = 2,

    /// <summary>No resource of an item's type is free for the whole time.</summary>
    NoneAvailable = 3,

    /// <summary>An item's resource is not there.</summary>
    NoSuchResource = 4,

    /// <summary>With it the customer would owe more than it may.</summary>
    OverCreditLimit = 5,

    /// <summary>It was interrupted and is undone, or its time is over: the customer is to be asked for a new one.</summary>
    Withdrawn = 6,
}

/// <summary>The keys of the grains of bookings.</summary>
public static class BookingKeys
{
    private const int BookingWatches = 16;

    public static IBookingGrain GetBooking(this IGrainFactory grains, Guid id) => grains.GetGrain<IBookingGrain>(id.ToString("D"));

    public static ICustomerGrain GetCustomer(this IGrainFactory grains, string customer) => grains.GetGrain<ICustomerGrain>(customer);

    /// <summary>The watch over this booking.</summary>
    public static IPendingBookingsGrain GetPendingBookings(this IGrainFactory grains, Guid booking) => grains.GetAllPendingBookings().ElementAt(booking.ToByteArray()[^1] % BookingWatches);

    /// <summary>The watches over all bookings.</summary>
    public static IEnumerable<IPendingBookingsGrain> GetAllPendingBookings(this IGrainFactory grains) =>
        Enumerable.Range(0, BookingWatches).Select(number => grains.GetGrain<IPendingBookingsGrain>($"{number}"));
}
