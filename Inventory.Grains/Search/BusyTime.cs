using Inventory.Contracts;

namespace Inventory.Search;

/// <summary>An allocation, as far as a search needs it.</summary>
/// <param name="AllocationId">Whose.</param>
/// <param name="Interval">When.</param>
/// <param name="Expires">When it is over by itself; <see cref="Instant.Future"/> for a firm one.</param>
public readonly record struct BusyTime(Guid AllocationId, Interval Interval, Instant Expires)
{
    public static BusyTime Of(Allocation allocation) => new(allocation.Id, allocation.Interval, allocation.Expires);
}
