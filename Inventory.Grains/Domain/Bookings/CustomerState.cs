using System.Collections.Immutable;

namespace Inventory.Domain.Bookings;

/// <summary>All that is decided on about a customer's bookings.</summary>
public sealed record CustomerState
{
    /// <summary>By ordinal.</summary>
    public ImmutableArray<CustomerBooking> Bookings { get; init; } = [];

    /// <summary>Of the last day.</summary>
    public ImmutableArray<BookingKey> Keys { get; init; } = [];

    /// <summary>The highest that was given.</summary>
    public long LastOrdinal { get; init; }
}
