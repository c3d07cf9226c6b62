using Inventory.Contracts;

namespace Inventory.Domain.Bookings;

/// <summary>A key that a request for a booking carried.</summary>
public sealed record BookingKey(RequestKey Key, Guid Booking, Instant At);
