using Inventory.Domain.Policies;
using Inventory.Domain.Pricing;
using Inventory.Domain.Quotas;
using Inventory.Domain.Resources;
using Inventory.Domain.Series;

namespace Inventory.Domain.Bookings;

/// <summary>One or more resources for one customer, all or nothing.</summary>
[GenerateSerializer, Immutable, Alias("inventory.booking")]
public sealed record Booking
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The key of the account.</summary>
    [Id(1)]
    public required string Customer { get; init; }

    [Id(2)]
    public required BookingStatus Status { get; init; }

    /// <summary>In the order of the request. A series has an item for each occurrence.</summary>
    [Id(3)]
    public required ImmutableArray<BookingItem> Items { get; init; }

    [Id(4)]
    public required Instant Created { get; init; }

    /// <summary>The end of an unconfirmed booking.</summary>
    [Id(5)]
    public required Instant Expires { get; init; }

    [Id(6)]
    public required long Version { get; init; }

    [Id(7)]
    public string? Invoice { get; init; }

    /// <summary>The refund of all items that were cancelled; <c>null</c> before the first one.</summary>
    [Id(8)]
    public Money? Refund { get; init; }

    /// <summary>The number of the last credit note, if there was a refund.</summary>
    [Id(9)]
    public string? CreditNote { get; init; }

    [Id(10)]
    public Instant? ReturnedAt { get; init; }

    /// <summary>Set once it is returned; zero if nothing is late.</summary>
    [Id(11)]
    public Money? LateFee { get; init; }

    [Id(12)]
    public string? LateInvoice { get; init; }

    /// <summary>The number of the last invoice for a change, if one cost more.</summary>
    [Id(13)]
    public string? ChangeInvoice { get; init; }

    /// <summary>Its items are not those of the request any more.</summary>
    [Id(14)]
    public bool IsChanged { get; init; }

    /// <summary>The rules that an operator set aside for it, until it is changed.</summary>
    [Id(15)]
    public RuleOverrides Overrides { get; init; }

    /// <summary>The rules of its series, in the order of their items; <c>null</c> if there are none.</summary>
    [Id(16)]
    public ImmutableArray<SeriesRule>? Series { get; init; }

    /// <summary>Items that were not cancelled.</summary>
    public IEnumerable<BookingItem> Active() => Items.Where(item => item.Cancelled is null);

    public IEnumerable<int> ActiveIndexes() => Enumerable.Range(0, Items.Length).Where(index => Items[index].Cancelled is null);

    /// <summary>What quotas count.</summary>
    public ImmutableArray<QuotaItem> Counted() => Overrides.HasFlag(RuleOverrides.Quota) ? [] : [.. Active().Select(item => new QuotaItem(item.ResourceType, item.Interval))];

    public Money Total() => Items.Skip(1).Aggregate(Items[0].Price(), (sum, item) => sum + item.Price());
}

[GenerateSerializer, Immutable, Alias("inventory.booking-item")]
public sealed record BookingItem
{
    [Id(0)]
    public required string ResourceType { get; init; }

    /// <summary><c>null</c> for any free resource, until one is held.</summary>
    [Id(1)]
    public Guid? ResourceId { get; init; }

    /// <summary>Finite.</summary>
    [Id(2)]
    public required Interval Interval { get; init; }

    /// <summary>By the tariff at the time of the booking.</summary>
    [Id(3)]
    public required Quote Quote { get; init; }

    [Id(4)]
    public Guid? AllocationId { get; init; }

    /// <summary>When it was cancelled; <c>null</c> if it was not, or the booking ended before it was charged.</summary>
    [Id(5)]
    public Instant? Cancelled { get; init; }

    /// <summary>Set when it is cancelled.</summary>
    [Id(6)]
    public Money? Refund { get; init; }

    /// <summary>Of any free resource; <c>null</c> for all.</summary>
    [Id(7)]
    public ImmutableArray<AttributeFilter>? Attributes { get; init; }

    /// <summary>
    /// What a cancellation would have kept when the item was changed: a change does not make what is not refunded refundable. <c>null</c> if it was not changed after it
    /// was charged.
    /// </summary>
    [Id(8)]
    public Money? Kept { get; init; }

    /// <summary>Somebody has to approve its hold before it is confirmed.</summary>
    [Id(9)]
    public bool NeedsApproval { get; init; }

    /// <summary>The entry of a waiting list whose grant it accepts; <c>null</c> for a time that is allocated.</summary>
    [Id(10)]
    public Guid? Grant { get; init; }

    /// <summary>Its customer pays a fee if it does not check in by then; <c>null</c> if that is decided, or costs nothing.</summary>
    [Id(11)]
    public Instant? CheckInBy { get; init; }

    /// <summary>Set if the check-in was missed.</summary>
    [Id(12)]
    public Money? NoShowFee { get; init; }

    /// <summary>The number of the invoice for the fee, once it is charged.</summary>
    [Id(13)]
    public string? NoShowInvoice { get; init; }

    /// <summary>It is an occurrence of this one of the booking's series; <c>null</c> if it is none.</summary>
    [Id(14)]
    public int? Series { get; init; }

    /// <summary>Of an occurrence: the local time at which the rule begins it.</summary>
    [Id(15)]
    public string? RecurrenceId { get; init; }

    public Money Price() => Kept is { } kept && kept > Quote.Total ? kept : Quote.Total;
}

public enum BookingStatus
{
    /// <summary>The items are being held. Callers cannot see it yet.</summary>
    Holding = 1,

    /// <summary>Every item is held and the price is reserved.</summary>
    Held = 2,

    /// <summary>The confirmation is decided, but not complete.</summary>
    Confirming = 3,

    /// <summary>Every item is firm and the price is charged.</summary>
    Confirmed = 4,

    /// <summary>The end is decided, but not complete.</summary>
    Releasing = 5,

    Cancelled = 6,

    /// <summary>It was not confirmed in time: every item is free and nothing is charged.</summary>
    Expired = 7,

    /// <summary>An item was not available: nothing is held. Callers cannot see it.</summary>
    Rejected = 8,

    /// <summary>The return and its late fee are decided, but not complete.</summary>
    Returning = 9,

    /// <summary>The rest of the time is free and the late fee is charged.</summary>
    Returned = 10,

    /// <summary>The end of some items is decided, but not complete.</summary>
    Cancelling = 11,

    /// <summary>Items are being moved.</summary>
    Changing = 12,
}
