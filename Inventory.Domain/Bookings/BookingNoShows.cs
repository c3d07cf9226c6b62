using Inventory.Domain.Allocations;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;

namespace Inventory.Domain.Bookings;

/// <summary>A customer who misses the check-in of an item pays a fee, once. The resource knows whether the check-in was missed.</summary>
public static class BookingNoShows
{
    /// <summary>The item, with the time by which its customer has to appear. A check-in that was over before the item was confirmed costs nothing.</summary>
    public static BookingItem Expect(this BookingItem item, Allocation? allocation, Instant now) => item with
    {
        CheckInBy = item.Quote.NoShow is not null && allocation is { Stage: AllocationStage.None, CheckedIn: null, CheckIn.Until: var until } && now < until ? until : null,
    };

    /// <summary>Active items of a confirmed booking whose check-in is over.</summary>
    public static ImmutableArray<int> DueIndexes(this Booking booking, Instant now) => [.. booking.ActiveIndexes().Where(index => booking.Items[index].CheckInBy <= now)];

    /// <summary>When the next check-in is over.</summary>
    public static Instant? NextCheckIn(this Booking booking) => booking.Active().Min(item => item.CheckInBy);

    /// <summary>A due item as it is now, with its fee if the customer did not appear.</summary>
    public static BookingItem Judge(this BookingItem item, Allocation? allocation, Instant now) => allocation?.Stage == AllocationStage.NoShow
        ? item with { CheckInBy = null, NoShowFee = item.Quote.NoShow!.FeeOf(item.Price()) }
        : item.Expect(allocation, now);

    /// <summary>The sum of the fees; <c>null</c> if no check-in was missed.</summary>
    public static Money? NoShowFee(this Booking booking) =>
        booking.Items.Where(item => item.NoShowFee is not null).Aggregate((Money?)null, (sum, item) => sum is { } before ? before + item.NoShowFee!.Value : item.NoShowFee);

    public static string? NoShowInvoice(this Booking booking) => booking.Items.LastOrDefault(item => item.NoShowInvoice is not null)?.NoShowInvoice;

    /// <summary>For the missed items that are not invoiced yet; <c>null</c> if there are none.</summary>
    public static Charge? NoShowChargeOf(this Booking booking)
    {
        var due = booking.UnpaidNoShows();
        // The first item tells this charge from others of the same booking.
        return due.IsEmpty ? null : new()
        {
            Id = $"{booking.ChargeOf().Id}:no-show:{due[0]}",
            Lines = [.. booking.LinesOf("No-show: ", due, item => item.NoShowFee!.Value)],
        };
    }

    public static Booking WithNoShowInvoice(this Booking booking, string invoice) => booking with
    {
        Items = booking.UnpaidNoShows().Aggregate(booking.Items, (items, index) => items.SetItem(index, items[index] with { NoShowInvoice = invoice })),
    };

    private static ImmutableArray<int> UnpaidNoShows(this Booking booking) =>
        [.. Enumerable.Range(0, booking.Items.Length).Where(index => booking.Items[index] is { NoShowFee.MinorUnits: > 0, NoShowInvoice: null })];
}
