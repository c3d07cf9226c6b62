using Inventory.Domain.Billing;
using Inventory.Domain.Policies;
using Inventory.Domain.Pricing;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;

namespace Inventory.Domain.Bookings;

/// <summary>New times or resources for items of a booking: first everything new is taken beside the old, then the old is freed.</summary>
public sealed record BookingChange
{
    /// <summary>Tells it from other changes of the same booking.</summary>
    public required long Number { get; init; }

    /// <summary>The status before and after it.</summary>
    public required BookingStatus Status { get; init; }

    public required ImmutableArray<BookingItemChange> Items { get; init; }

    /// <summary>All items, as they were before.</summary>
    public required ImmutableArray<BookingItem> Before { get; init; }

    /// <summary>Everything new is taken, so that it will be completed. Otherwise it is undone after a crash.</summary>
    public bool IsDecided { get; init; }
}

[GenerateSerializer, Immutable, Alias("inventory.booking-item-change")]
public sealed record BookingItemChange
{
    [Id(0)]
    public required int Index { get; init; }

    [Id(1)]
    public required string ResourceType { get; init; }

    /// <summary><c>null</c> for any of the type.</summary>
    [Id(2)]
    public Guid? ResourceId { get; init; }

    [Id(3)]
    public ImmutableArray<AttributeFilter>? Attributes { get; init; }

    [Id(4)]
    public required Interval Interval { get; init; }

    [Id(5)]
    public required Quote Quote { get; init; }
}

[GenerateSerializer, Immutable, Alias("inventory.change-booking-request")]
public sealed record ChangeBookingRequest
{
    /// <summary>Those that change.</summary>
    [Id(0)]
    public required ImmutableArray<BookingItemChange> Items { get; init; }

    /// <summary>The version from which the caller made them.</summary>
    [Id(1)]
    public required long Seen { get; init; }

    /// <summary>Says what would be, and changes nothing.</summary>
    [Id(2)]
    public bool IsDryRun { get; init; }

    /// <summary><c>null</c> for no limit.</summary>
    [Id(3)]
    public Money? CreditLimit { get; init; }

    /// <summary><c>null</c> for any time.</summary>
    [Id(4)]
    public TimeSpan? MaxAhead { get; init; }

    /// <summary>A new begin must not lie in the past.</summary>
    [Id(5)]
    public bool IsLimited { get; init; }

    [Id(6)]
    public Caller? RequestedBy { get; init; }
}

public static class BookingChanges
{
    /// <summary>Expects a booking without a pending step. Returns <c>null</c> when the items can be changed now.</summary>
    public static BookingOutcome? JudgeChange(this Booking booking, IEnumerable<BookingItemChange> changes, Instant now)
    {
        if (booking.Status is BookingStatus.Cancelled or BookingStatus.Expired)
            return booking.Status == BookingStatus.Cancelled ? BookingOutcome.Cancelled : BookingOutcome.Expired;
        if (booking.Status == BookingStatus.Returned)
            return BookingOutcome.Over;
        return changes.Select(change => Judge(booking, change, now)).FirstOrDefault(outcome => outcome is not null);
    }

    private static BookingOutcome? Judge(Booking booking, BookingItemChange change, Instant now)
    {
        var item = booking.Items[change.Index];
        if (item.Cancelled is not null)
            return BookingOutcome.Cancelled;
        if (booking.Status != BookingStatus.Confirmed || now < item.Interval.From)
            return null;
        if (item.NoShowFee is not null || now >= item.Interval.To)
            return BookingOutcome.Over;
        // The customer has it: only its end is open.
        return change.ResourceId == item.ResourceId && change.Interval.From == item.Interval.From && change.Interval.To > now ? null : BookingOutcome.Begun;
    }

    /// <summary>Whether the allocation that the item has can cover the old and the new time at once.</summary>
    public static bool IsGrowth(this BookingItemChange change, BookingItem item) =>
        change.ResourceId == item.ResourceId && change.Interval.From <= item.Interval.To && item.Interval.From <= change.Interval.To;

    public static Interval Both(this BookingItemChange change, BookingItem item) => new(
        change.Interval.From < item.Interval.From ? change.Interval.From : item.Interval.From,
        change.Interval.To > item.Interval.To ? change.Interval.To : item.Interval.To);

    /// <summary>The item as it will be. What a cancellation would keep now is kept, too.</summary>
    public static BookingItem Apply(this BookingItemChange change, Booking booking, Instant now)
    {
        var item = booking.Items[change.Index];
        var kept = booking.Status == BookingStatus.Confirmed ? item.Price() - item.RefundAt(now) : (Money?)null;
        return item with
        {
            ResourceType = change.ResourceType,
            ResourceId = change.ResourceId,
            Attributes = change.Attributes,
            Interval = change.Interval,
            Quote = change.Quote,
            AllocationId = change.IsGrowth(item) ? item.AllocationId : null,
            Kept = kept,
        };
    }

    public static Booking Apply(this Booking booking, IEnumerable<BookingItemChange> changes, Instant now) =>
        booking with { Items = changes.Aggregate(booking.Items, (items, change) => items.SetItem(change.Index, change.Apply(booking, now))), IsChanged = true, Overrides = RuleOverrides.None };

    /// <summary>What the change costs more: below zero for less.</summary>
    public static Money Difference(this BookingChange change, Booking booking) => booking.Total() - (booking with { Items = change.Before }).Total();

    /// <summary>For what a change of a charged booking costs more.</summary>
    public static Charge ChangeChargeOf(this BookingChange change, Booking booking, Instant expires) => new()
    {
        Id = change.Id(booking),
        Lines = [new(change.Text(booking), change.Difference(booking))],
        Expires = expires,
    };

    /// <summary>For what a change of a charged booking costs less.</summary>
    public static Refund ChangeRefundOf(this BookingChange change, Booking booking) =>
        new() { Id = change.Id(booking), ChargeId = booking.ChargeOf().Id, Lines = [new(change.Text(booking), -change.Difference(booking))] };

    private static string Id(this BookingChange change, Booking booking) => $"{booking.ChargeOf().Id}:change:{change.Number}";

    private static string Text(this BookingChange change, Booking booking) => $"Changed: {string.Join("; ", change.Items.Select(one => booking.Items[one.Index]).Select(item => $"{item.ResourceType}, {item.Interval.From} to {item.Interval.To}"))}";
}
