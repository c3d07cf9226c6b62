using System.Collections.Immutable;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Bookings;

/// <summary>What is kept of a booking.</summary>
public sealed record BookingState
{
    /// <summary><c>null</c> until it was asked for.</summary>
    public Booking? Booking { get; init; }

    /// <summary>What it will be when it has ended.</summary>
    public BookingStatus? End { get; init; }

    /// <summary>Who asked for the last step.</summary>
    public Caller? RequestedBy { get; init; }

    /// <summary>For each item, from when on its resource is free again, once the booking is back; <c>null</c> before.</summary>
    public ImmutableArray<Instant>? FreeFrom { get; init; }

    /// <summary>Of the request by which it is back, if it had one.</summary>
    public BookingIdempotencyRecord? ReturnKey { get; init; }
}

/// <summary>A key that a request for a booking carried.</summary>
public sealed record BookingIdempotencyRecord(IdempotencyKey Key, Guid Booking, Instant At);

/// <summary>Bookings that are held, or on their way from one status to another.</summary>
public sealed record PendingBookingsState
{
    public ImmutableHashSet<Guid> Bookings { get; init; } = [];
}
