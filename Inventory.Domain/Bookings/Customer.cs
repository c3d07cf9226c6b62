using Inventory.Domain.Quotas;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Bookings;

public sealed record CustomerState
{
    /// <summary>By ordinal.</summary>
    public ImmutableArray<CustomerBooking> Bookings { get; init; } = [];

    public ImmutableArray<BookingIdempotencyRecord> Keys { get; init; } = [];

    public long LastOrdinal { get; init; }

    /// <summary>Bookings, and allocations without one, that count or have counted lately; <c>null</c> in older records.</summary>
    public ImmutableArray<QuotaEntry>? Counted { get; init; }
}

/// <summary>
/// <paramref name="Until"/> is the last item's end or the cancellation; <paramref name="Expires"/> is infinite once it is confirmed.
/// <paramref name="Held"/> is the time that all items are held together, if it is not; <c>null</c> in older records.
/// </summary>
public sealed record CustomerBooking(long Ordinal, Guid Id, Instant Until, Instant Expires, TimeSpan? Held = null)
{
    public bool Counts(Instant now) => now < Until && now < Expires;
}

[GenerateSerializer, Immutable, Alias("inventory.reserve-quota-request")]
public sealed record ReserveQuotaRequest
{
    /// <summary>The new booking's id. A repeated request gets the first id.</summary>
    [Id(0)]
    public required Guid Booking { get; init; }

    /// <summary>The end of the last item.</summary>
    [Id(1)]
    public required Instant Until { get; init; }

    /// <summary>How long it counts if it is not confirmed.</summary>
    [Id(2)]
    public required TimeSpan Hold { get; init; }

    /// <summary><c>null</c> for any number.</summary>
    [Id(3)]
    public int? MaxBookings { get; init; }

    /// <summary><c>null</c> for any time.</summary>
    [Id(4)]
    public TimeSpan? MaxAhead { get; init; }

    [Id(5)]
    public IdempotencyKey? Key { get; init; }

    /// <summary>The start of the first item if it must not lie in the past; <c>null</c> if it may.</summary>
    [Id(6)]
    public Instant? Begin { get; init; }

    [Id(7)]
    public int Items { get; init; } = 1;

    /// <summary>Of all items that are held and not confirmed; <c>null</c> for any time.</summary>
    [Id(8)]
    public TimeSpan? MaxHeld { get; init; }

    /// <summary>The items that quotas count; empty if an operator sets quotas aside.</summary>
    [Id(9)]
    public ImmutableArray<QuotaItem> Counted { get; init; } = [];

    /// <summary>Only judges: nothing changes.</summary>
    [Id(10)]
    public bool IsPreview { get; init; }

    /// <summary>What it is made from, and counts for no more: a grant of a waiting list. <c>null</c> for a new time.</summary>
    [Id(11)]
    public Guid? Replaces { get; init; }
}

[GenerateSerializer, Immutable, Alias("inventory.extend-quota-request")]
public sealed record ExtendQuotaRequest
{
    [Id(0)]
    public required Guid Booking { get; init; }

    /// <summary>The end of the last item.</summary>
    [Id(1)]
    public required Instant Until { get; init; }

    /// <summary>The start of the first item that is moved if it must not lie in the past; <c>null</c> if it may.</summary>
    [Id(2)]
    public Instant? Begin { get; init; }

    /// <summary><c>null</c> for any time.</summary>
    [Id(3)]
    public TimeSpan? MaxAhead { get; init; }

    /// <summary>All items, as they would be.</summary>
    [Id(4)]
    public ImmutableArray<QuotaItem> Counted { get; init; } = [];

    /// <summary>Only judges: nothing changes.</summary>
    [Id(5)]
    public bool IsPreview { get; init; }
}

public enum ReserveQuotaStatus
{
    Admitted = 1,
    TooMany = 2,
    TooFarAhead = 3,
    KeyReused = 4,
    Begun = 5,

    /// <summary>The items that are held already, and these, are held for too long together.</summary>
    HeldTooLong = 6,

    /// <summary>It would be over a quota.</summary>
    OverQuota = 7,
}

/// <summary>Until <paramref name="Expires"/>, the booking counts without a confirmation.</summary>
/// <param name="Status">Whether it is admitted.</param>
/// <param name="Booking">The id of the booking or the allocation.</param>
/// <param name="Expires">Of a booking.</param>
/// <param name="Quota">Why it is over a quota, if it is.</param>
[GenerateSerializer, Immutable, Alias("inventory.reserve-quota-result")]
public sealed record ReserveQuotaResult(ReserveQuotaStatus Status, Guid Booking, Instant Expires, QuotaRefusal? Quota = null)
{
    public static ReserveQuotaResult Refused(ReserveQuotaStatus status) => new(status, default, default);

    public static ReserveQuotaResult Over(QuotaRefusal quota) => new(ReserveQuotaStatus.OverQuota, default, default, quota);
}
