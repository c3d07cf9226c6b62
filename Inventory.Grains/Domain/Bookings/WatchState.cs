using System.Collections.Immutable;

namespace Inventory.Domain.Bookings;

/// <summary>Bookings that are held, or on their way from one status to another.</summary>
public sealed record WatchState
{
    public ImmutableHashSet<Guid> Bookings { get; init; } = [];
}
