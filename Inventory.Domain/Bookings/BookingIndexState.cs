namespace Inventory.Domain.Bookings;

/// <summary>A page of the bookings that were ever asked for; some of them were refused.</summary>
[GenerateSerializer, Immutable, Alias("inventory.booking-index-state")]
public sealed record BookingIndexState
{
    // So many are read at once.
    public const int PageSize = 100;

    /// <summary>Of the page, from 0.</summary>
    [Id(0)]
    public long Number { get; init; }

    [Id(1)]
    public ImmutableArray<Guid> Bookings { get; init; } = [];

    public BookingIndexState Add(Guid booking) => Bookings.Contains(booking) ? this : this with { Bookings = Bookings.Add(booking) };
}
