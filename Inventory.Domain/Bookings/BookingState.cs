using Inventory.Domain.Requests;

namespace Inventory.Domain.Bookings;

public sealed record BookingState
{
    /// <summary><c>null</c> before the request.</summary>
    public Booking? Booking { get; init; }

    /// <summary>The final status of a booking that is <see cref="BookingStatus.Releasing"/>.</summary>
    public BookingStatus? End { get; init; }

    /// <summary>The caller of the last step.</summary>
    public Caller? RequestedBy { get; init; }

    /// <summary>For each item, when its resource is free again; <c>null</c> before the return.</summary>
    public ImmutableArray<Instant>? FreeFrom { get; init; }

    public BookingIdempotencyRecord? ReturnKey { get; init; }

    /// <summary>The indexes of the items that are being cancelled, or were last; <c>null</c> before the first.</summary>
    public ImmutableArray<int>? Cancelling { get; init; }

    /// <summary>As they were held first; <c>null</c> before a change.</summary>
    public ImmutableArray<BookingItem>? FirstItems { get; init; }

    /// <summary>What is being changed; <c>null</c> while nothing is.</summary>
    public BookingChange? Change { get; init; }
}

/// <param name="Key">Of the request.</param>
/// <param name="Booking">The id of the booking or the allocation.</param>
/// <param name="At">When it was first used.</param>
/// <param name="IsMade">The allocation was there: its resource replays the answer.</param>
public sealed record BookingIdempotencyRecord(IdempotencyKey Key, Guid Booking, Instant At, bool IsMade = false);

/// <summary>Confirmed bookings of which a check-in is over in one hour, and when.</summary>
public sealed record CheckInsState
{
    public ImmutableDictionary<Guid, Instant> Bookings { get; init; } = ImmutableDictionary<Guid, Instant>.Empty;
}

/// <summary>The hours, since 1970, in which check-ins are over.</summary>
public sealed record CheckInHoursState
{
    public ImmutableSortedSet<long> Hours { get; init; } = [];
}

/// <summary>Bookings that are held or between two statuses.</summary>
public sealed record PendingBookingsState
{
    public ImmutableHashSet<Guid> Bookings { get; init; } = [];
}
