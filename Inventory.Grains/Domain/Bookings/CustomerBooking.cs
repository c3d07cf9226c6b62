using Inventory.Contracts;

namespace Inventory.Domain.Bookings;

/// <summary>A booking, as far as its customer's limits need it.</summary>
/// <param name="Ordinal">Its place in the list, from 1.</param>
/// <param name="Id">Whose state is in its own grain.</param>
/// <param name="Until">When the last of its items ends, or when it was cancelled.</param>
/// <param name="Expires">When it counts no more unless it is confirmed; <see cref="Instant.Future"/> once it is.</param>
public sealed record CustomerBooking(long Ordinal, Guid Id, Instant Until, Instant Expires)
{
    /// <summary>It takes one of the bookings that the customer may have.</summary>
    public bool Counts(Instant now) => now < Until && now < Expires;
}
