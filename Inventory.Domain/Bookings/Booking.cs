using System.Collections.Immutable;
using Inventory.Domain.Pricing;
using Inventory.Domain.Time;

namespace Inventory.Domain.Bookings;

/// <summary>One or more resources for one customer, all or nothing, with its price.</summary>
[GenerateSerializer, Immutable, Alias("inventory.booking")]
public sealed record Booking
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Whose it is: the key of the account.</summary>
    [Id(1)]
    public required string Customer { get; init; }

    [Id(2)]
    public required BookingStatus Status { get; init; }

    /// <summary>In the order in which they were asked for.</summary>
    [Id(3)]
    public required ImmutableArray<BookingItem> Items { get; init; }

    [Id(4)]
    public required Instant Created { get; init; }

    /// <summary>When it ends by itself if it is not confirmed.</summary>
    [Id(5)]
    public required Instant Expires { get; init; }

    [Id(6)]
    public required long Version { get; init; }

    /// <summary>The number of the invoice, once it is charged.</summary>
    [Id(7)]
    public string? Invoice { get; init; }

    /// <summary>What is given back, once it is cancelled.</summary>
    [Id(8)]
    public Money? Refund { get; init; }

    /// <summary>The number of the credit note, if something is given back.</summary>
    [Id(9)]
    public string? CreditNote { get; init; }

    /// <summary>When everything was back.</summary>
    [Id(10)]
    public Instant? ReturnedAt { get; init; }

    /// <summary>What is to be paid for coming back late, once it is back; zero in time.</summary>
    [Id(11)]
    public Money? LateFee { get; init; }

    /// <summary>The number of the invoice of the late fee, if there is one.</summary>
    [Id(12)]
    public string? LateInvoice { get; init; }

    public Money Total() => Items.Skip(1).Aggregate(Items[0].Quote.Total, (sum, item) => sum + item.Quote.Total);
}

/// <summary>A time on one resource, as a part of a booking.</summary>
[GenerateSerializer, Immutable, Alias("inventory.booking-item")]
public sealed record BookingItem
{
    [Id(0)]
    public required string ResourceType { get; init; }

    /// <summary>Which resource; <c>null</c> for any that is free, until one is held.</summary>
    [Id(1)]
    public Guid? ResourceId { get; init; }

    /// <summary>Finite.</summary>
    [Id(2)]
    public required Interval Interval { get; init; }

    /// <summary>Its price, by the tariff of the moment at which it was booked.</summary>
    [Id(3)]
    public required Quote Quote { get; init; }

    /// <summary>On the resource's calendar, once it is held.</summary>
    [Id(4)]
    public Guid? AllocationId { get; init; }
}

public enum BookingStatus
{
    /// <summary>Its items are being held. Nobody has been told of it.</summary>
    Holding = 1,

    /// <summary>Every item is held and the price is set aside, until it expires.</summary>
    Held = 2,

    /// <summary>It is decided that it becomes firm.</summary>
    Confirming = 3,

    /// <summary>Every item is firm, and the price is charged.</summary>
    Confirmed = 4,

    /// <summary>It is decided that it ends.</summary>
    Releasing = 5,

    /// <summary>Its customer has ended it: every item is free.</summary>
    Cancelled = 6,

    /// <summary>It was not confirmed in time: every item is free, and nothing is charged.</summary>
    Expired = 7,

    /// <summary>An item was not available. Nothing is held, and nobody has been told of it.</summary>
    Rejected = 8,

    /// <summary>It is decided that everything is back, and what is to be paid for it.</summary>
    Returning = 9,

    /// <summary>Everything is back: what was left of the time is free, and what came late is paid for.</summary>
    Returned = 10,
}
