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

    /// <summary>Expects a booking without a pending step. Returns <c>null</c> when the item can be cancelled by itself now.</summary>
    public static BookingOutcome? JudgeCancellation(this Booking booking, int index, Instant now)
    {
        if (index < 0 || index >= booking.Items.Length) return BookingOutcome.NoSuchItem;
        var item = booking.Items[index];
        if (item.Cancelled is not null || booking.Status is BookingStatus.Cancelled or BookingStatus.Expired) return BookingOutcome.Done;
        if (booking.Status == BookingStatus.Returned || now >= item.Interval.To) return BookingOutcome.Over;
        if (booking.Status != BookingStatus.Confirmed) return BookingOutcome.NotConfirmed;
        return now >= item.Interval.From ? BookingOutcome.Begun : null;
    }

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
        ImmutableArray<InvoiceLine> lines =
        [
            .. from index in state.Cancelling!.Value
               let item = booking.Items[index]
               let refund = item.Refund!.Value
               where refund.MinorUnits > 0
               select new InvoiceLine($"Cancelled: {item.ResourceType}, {item.Interval.From} to {item.Interval.To}", refund),
        ];
        // The version tells this step from others of the same booking.
        return lines.IsEmpty ? null : new() { Id = $"{charge.Id}:refund:{booking.Version}", ChargeId = charge.Id, Lines = lines };
    }
}
