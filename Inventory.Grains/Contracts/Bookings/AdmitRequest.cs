namespace Inventory.Contracts;

/// <summary>A booking that a customer is about to make.</summary>
[GenerateSerializer, Immutable]
public sealed record AdmitRequest
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
    public RequestKey? Key { get; init; }
}
