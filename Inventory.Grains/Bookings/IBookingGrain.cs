using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Bookings;
using Inventory.Domain.Policies;
using Inventory.Domain.Pricing;
using Inventory.Domain.Quotas;
using Inventory.Domain.Series;

namespace Inventory.Grains.Bookings;

/// <summary>One booking; the key is its id. It holds all items and then confirms and charges all, or none, even if a crash comes between.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/> or <see cref="TimeoutException"/>: the outcome is unknown; call again.</remarks>
[Alias("inventory.booking-grain")]
public interface IBookingGrain : IGrainWithStringKey
{
    /// <summary>Holds every item or none. A repeat returns the first result; an interrupted attempt is undone, and its quota is cancelled.</summary>
    [Alias("create")]
    Task<CreateBookingResult> Create(CreateBookingRequest request);

    /// <summary>What <see cref="Create"/> would answer to a first request now, but for the credit limit. Changes nothing.</summary>
    [Alias("preview")]
    Task<CreateBookingResult> Preview(CreateBookingRequest request);

    /// <summary>Confirms every item and charges the price: always before the expiry, never after it.</summary>
    [Alias("confirm")]
    Task<BookingResult> Confirm(Caller? caller = null);

    /// <summary>Frees every item and refunds the amount that the cancellation rule allows.</summary>
    [Alias("cancel")]
    Task<BookingResult> Cancel(Precondition ifMatch, Caller? caller = null);

    /// <summary>Cancels one item that has not begun, of a series all such occurrences, and the booking if none is left.</summary>
    [Alias("cancel-item")]
    Task<BookingResult> CancelItem(int number, Precondition ifMatch, Caller? caller = null);

    /// <summary>Moves items to new times or resources and charges or refunds the difference: all of it or nothing.</summary>
    [Alias("change")]
    Task<ChangeBookingResult> Change(ChangeBookingRequest request);

    /// <summary>The resource is going: cancels the items on it that have not ended, with a full refund. A booking that is not confirmed is cancelled as a whole.</summary>
    [Alias("end-items-on")]
    Task EndItemsOn(Guid resource, Caller? caller = null);

    /// <summary>Frees the rest of the time and charges a late return, once. A returned booking never changes again.</summary>
    [Alias("return")]
    Task<BookingResult> Return(ReturnBookingRequest request);

    [Alias("read")]
    Task<Booking?> Read();

    /// <summary>Continues what was interrupted.</summary>
    /// <returns>Until when the booking needs nobody to resume it, unless it is added to the pending bookings again.</returns>
    [Alias("resume")]
    Task<Instant> Resume();

    /// <summary>Charges the fee for check-ins that were missed, once, and watches those that are not over yet.</summary>
    [Alias("charge-no-shows")]
    Task ChargeNoShows();
}

[GenerateSerializer, Immutable, Alias("inventory.create-booking-request")]
public sealed record CreateBookingRequest
{
    [Id(0)]
    public required string Customer { get; init; }

    /// <summary>At least one.</summary>
    [Id(1)]
    public required ImmutableArray<BookingItem> Items { get; init; }

    /// <summary>As it was when the customer's quota was reserved.</summary>
    [Id(2)]
    public required Instant Expires { get; init; }

    /// <summary><c>null</c> for no limit.</summary>
    [Id(3)]
    public Money? CreditLimit { get; init; }

    /// <summary><c>null</c> for an operator without a name.</summary>
    [Id(4)]
    public Caller? RequestedBy { get; init; }

    /// <summary>The rules that do not matter.</summary>
    [Id(5)]
    public RuleOverrides Overrides { get; init; }

    /// <summary>As in <see cref="Booking.Series"/>.</summary>
    [Id(6)]
    public ImmutableArray<SeriesRule>? Series { get; init; }
}

/// <summary>The booking, or the first item that failed; then nothing is held.</summary>
[GenerateSerializer, Immutable, Alias("inventory.create-booking-result")]
public sealed record CreateBookingResult
{
    private CreateBookingResult(CreateBookingStatus status) => (Status, Judgement, Alternatives, Conflicts) = (status, Judgement.Allowed, [], []);

    public static readonly CreateBookingResult OverCreditLimit = new(CreateBookingStatus.OverCreditLimit);
    public static readonly CreateBookingResult Withdrawn = new(CreateBookingStatus.Withdrawn);

    [Id(0)]
    public CreateBookingStatus Status { get; }

    [Id(1)]
    public Booking? Booking { get; private init; }

    /// <summary>The index of the item that is not available.</summary>
    [Id(2)]
    public int Item { get; private init; }

    /// <summary>Why the item's resource refused it.</summary>
    [Id(3)]
    public Judgement Judgement { get; private init; }

    /// <summary>If no resource of a type is free.</summary>
    [Id(4)]
    public ImmutableArray<Interval> Alternatives { get; private init; }

    /// <summary>The occurrences of a series that are not available.</summary>
    [Id(5)]
    public ImmutableArray<OccurrenceConflict> Conflicts { get; private init; }

    public static CreateBookingResult Held(Booking booking) => new(CreateBookingStatus.Held) { Booking = booking };

    public static CreateBookingResult Refused(int item, Judgement judgement) => new(CreateBookingStatus.Refused) { Item = item, Judgement = judgement };

    public static CreateBookingResult SeriesRefused(int item, IEnumerable<OccurrenceConflict> conflicts) => new(CreateBookingStatus.SeriesRefused) { Item = item, Conflicts = [.. conflicts] };

    public static CreateBookingResult NoneAvailable(int item, ImmutableArray<Interval> alternatives) =>
        new(CreateBookingStatus.NoneAvailable) { Item = item, Alternatives = alternatives };

    public static CreateBookingResult GrantExpired(int item) => new(CreateBookingStatus.GrantExpired) { Item = item };

    public static CreateBookingResult NoSuchResource(int item) => new(CreateBookingStatus.NoSuchResource) { Item = item };
}

public enum ChangeBookingStatus
{
    Changed = 1,

    /// <summary>The booking is in a state in which the items cannot be changed; see the outcome.</summary>
    NotChangeable = 2,

    /// <summary>An item is not available, or the credit limit is reached.</summary>
    Refused = 3,

    /// <summary>A limit of the customer.</summary>
    OverLimit = 4,

    /// <summary>The booking is not what the caller saw.</summary>
    Stale = 5,
}

[GenerateSerializer, Immutable, Alias("inventory.change-booking-result")]
public sealed record ChangeBookingResult(ChangeBookingStatus Status)
{
    /// <summary>After the change, or as it would be.</summary>
    [Id(0)]
    public Booking? Booking { get; init; }

    /// <summary>What it costs more, below zero for less.</summary>
    [Id(1)]
    public Money? Difference { get; init; }

    [Id(2)]
    public BookingOutcome Outcome { get; init; }

    [Id(3)]
    public CreateBookingResult? Refusal { get; init; }

    [Id(4)]
    public ReserveQuotaStatus Limit { get; init; }

    /// <summary>The quota that it would be over, if that is the limit.</summary>
    [Id(5)]
    public QuotaRefusal? Quota { get; init; }
}

public enum CreateBookingStatus
{
    Held = 1,
    Refused = 2,
    NoneAvailable = 3,
    NoSuchResource = 4,
    OverCreditLimit = 5,

    /// <summary>The attempt was interrupted and undone, or its time is over: reserve quota for a new booking.</summary>
    Withdrawn = 6,

    /// <summary>What a waiting list had granted was not accepted in time.</summary>
    GrantExpired = 7,

    /// <summary>Occurrences of a series are not available.</summary>
    SeriesRefused = 8,
}

public static class BookingKeys
{
    private const int PendingBookingsGrains = 16;

    public static IBookingGrain GetBooking(this IGrainFactory grains, Guid id) => grains.Get<IBookingGrain>(id.ToString("D"));

    public static ICustomerGrain GetCustomer(this IGrainFactory grains, string customer) => grains.Get<ICustomerGrain>(customer);

    public static IPendingBookingsGrain GetPendingBookings(this IGrainFactory grains, Guid booking) =>
        grains.GetAllPendingBookings().ElementAt(booking.ToByteArray()[^1] % PendingBookingsGrains);

    public static IEnumerable<IPendingBookingsGrain> GetAllPendingBookings(this IGrainFactory grains) =>
        Enumerable.Range(0, PendingBookingsGrains).Select(number => grains.Get<IPendingBookingsGrain>($"{number}"));
}
