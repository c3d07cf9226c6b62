using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;

namespace Inventory.Domain.Bookings;

/// <summary>Items are cancelled together or by themselves, each with its own refund.</summary>
public static class BookingCancellation
{
    /// <summary>Expects a booking without a pending step. Returns <c>null</c> when it can be cancelled now.</summary>
    public static BookingOutcome? JudgeCancellation(this Booking booking, Instant now)
    {
        if (booking.Status is BookingStatus.Cancelled or BookingStatus.Expired) return BookingOutcome.Done;
        if (booking.Status == BookingStatus.Returned || now >= booking.End()) return BookingOutcome.Over;
        return booking.Status == BookingStatus.Confirmed && now >= booking.Begin() ? BookingOutcome.Begun : null;
    }

    /// <summary>Expects a booking without a pending step. Returns <c>null</c> when the item, or what is left of a series, can be cancelled by itself now.</summary>
    /// <param name="booking">Without a pending step.</param>
    /// <param name="number">Of the item, as callers count them.</param>
    /// <param name="now">The moment of the decision.</param>
    public static BookingOutcome? JudgeCancellation(this Booking booking, int number, Instant now)
    {
        var groups = booking.Items.Groups();
        if (number < 0 || number >= groups.Count) return BookingOutcome.NoSuchItem;
        var items = groups[number].Select(index => booking.Items[index]).Where(item => item.Cancelled is null).ToList();
        if (items.Count == 0 || booking.Status is BookingStatus.Cancelled or BookingStatus.Expired) return BookingOutcome.Done;
        if (booking.Status == BookingStatus.Returned || items.TrueForAll(item => now >= item.Interval.To)) return BookingOutcome.Over;
        if (booking.Status != BookingStatus.Confirmed) return BookingOutcome.NotConfirmed;
        return items.TrueForAll(item => now >= item.Interval.From) ? BookingOutcome.Begun : null;
    }

    /// <summary>Of an item that can be cancelled, as callers count them: of a series, the occurrences that have not begun.</summary>
    public static ImmutableArray<int> CancellableIndexes(this Booking booking, int number, Instant now) =>
        [.. booking.Items.Groups()[number].Where(index => booking.Items[index] is { Cancelled: null } item && now < item.Interval.From)];

    /// <summary>Each item has its own cancellation rule.</summary>
    public static Money RefundAt(this BookingItem item, Instant now)
    {
        var (refund, most) = (Cancellation.RefundOf(item.Quote, item.Interval.From, now), item.Kept is { } kept ? item.Price() - kept : item.Price());
        return refund > most ? most : refund;
    }

    /// <summary>This state must be durable before the items are released.</summary>
    public static BookingState CancelItems(this BookingState state, ImmutableArray<int> indexes, Func<BookingItem, Money> refundOf, Instant now)
    {
        var booking = state.Booking!;
        var items = booking.Items.ToBuilder();
        var refund = booking.Refund ?? Money.Zero(booking.Total().Currency);
        foreach (var index in indexes)
        {
            var item = items[index] with { Cancelled = now, Refund = refundOf(items[index]) };
            items[index] = item;
            refund += item.Refund.Value;
        }
        return state with { Booking = booking with { Items = items.ToImmutable(), Refund = refund }, Cancelling = indexes };
    }

    /// <summary>For the items that are being cancelled; <c>null</c> if nothing is refunded.</summary>
    public static Refund? RefundOfCancelled(this BookingState state)
    {
        var booking = state.Booking!;
        var charge = booking.ChargeOf();
        ImmutableArray<InvoiceLine> lines = [.. booking.LinesOf("Cancelled: ", state.Cancelling!.Value.Where(index => booking.Items[index].Refund!.Value.MinorUnits > 0), item => item.Refund!.Value)];
        // The version tells this step from others of the same booking.
        return lines.IsEmpty ? null : new() { Id = $"{charge.Id}:refund:{booking.Version}", ChargeId = charge.Id, Lines = lines };
    }
}
