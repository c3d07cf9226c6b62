using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <param name="Ordinals">Of the bookings, in the same order.</param>
/// <param name="Bookings">The ids, the oldest first.</param>
/// <param name="HasMore">There are more, with higher ordinals.</param>
[GenerateSerializer, Immutable]
public sealed record BookingPage(ImmutableArray<long> Ordinals, ImmutableArray<Guid> Bookings, bool HasMore);
