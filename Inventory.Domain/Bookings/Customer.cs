using System.Collections.Immutable;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Bookings;

/// <summary>All that is decided on about a customer's bookings.</summary>
public sealed record CustomerState
{
    /// <summary>By ordinal.</summary>
    public ImmutableArray<CustomerBooking> Bookings { get; init; } = [];

    /// <summary>Of the last day.</summary>
    public ImmutableArray<BookingIdempotencyRecord> Keys { get; init; } = [];

    /// <summary>The highest that was given.</summary>
    public long LastOrdinal { get; init; }
}

/// <summary>A booking, as far as its customer's limits need it.</summary>
/// <param name="Ordinal">Its place in the list, from 1.</param>
/// <param name="Id">Whose state is in its own grain.</param>
/// <param name="Until">When the last of its items ends, or when it was cancelled.</param>
/// <param name="Expires">When it counts no more unless it is confirmed; <see cref="Instant.PlusInfinity"/> once it is.</param>
public sealed record CustomerBooking(long Ordinal, Guid Id, Instant Until, Instant Expires)
{
    /// <summary>It takes one of the bookings that the customer may have.</summary>
    public bool Counts(Instant now) => now < Until && now < Expires;
}

/// <summary>A booking that a customer is about to make.</summary>
[GenerateSerializer, Immutable, Alias("inventory.reserve-quota-request")]
public sealed record ReserveQuotaRequest
{
    /// <summary>The id that it will have, unless the same request was sent before.</summary>
    [Id(0)]
    public required Guid Booking { get; init; }

    /// <summary>When the last of its items ends.</summary>
    [Id(1)]
    public required Instant Until { get; init; }

    /// <summary>How long it counts if it is not confirmed.</summary>
    [Id(2)]
    public required TimeSpan Hold { get; init; }

    /// <summary>How many bookings may there be that have not ended; <c>null</c> for any number.</summary>
    [Id(3)]
    public int? MaxBookings { get; init; }

    /// <summary>How far ahead may it end; <c>null</c> for any time.</summary>
    [Id(4)]
    public TimeSpan? MaxAhead { get; init; }

    [Id(5)]
    public IdempotencyKey? Key { get; init; }
}

public enum ReserveQuotaStatus
{
    Admitted = 1,

    /// <summary>The customer has as many bookings as it may.</summary>
    TooMany = 2,

    /// <summary>It is further ahead than the customer may book.</summary>
    TooFarAhead = 3,

    /// <summary>The request's key was used before, for another request.</summary>
    KeyReused = 4,
}

/// <param name="Status">Whether the booking may be tried.</param>
/// <param name="Booking">Its id: that of the request, or of the same request before.</param>
/// <param name="Expires">When it counts no more unless it is confirmed.</param>
[GenerateSerializer, Immutable, Alias("inventory.reserve-quota-result")]
public sealed record ReserveQuotaResult(ReserveQuotaStatus Status, Guid Booking, Instant Expires);
