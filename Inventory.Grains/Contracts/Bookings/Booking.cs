using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>One or more resources for one customer, all or nothing, with its price.</summary>
[GenerateSerializer, Immutable]
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
    public required ImmutableArray<BookedItem> Items { get; init; }

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
