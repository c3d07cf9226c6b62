using Inventory.Contracts;
using Inventory.Search;

namespace Inventory.Store;

/// <summary>When the resources of one type are taken, as it was committed.</summary>
/// <param name="Seq">All events up to this one are in it, and perhaps some that follow.</param>
/// <param name="Resources">The resources that are not deleted, by ordinal.</param>
/// <param name="Times">Their allocations, by resource.</param>
public sealed record StoredBusyTimes(long Seq, IReadOnlyList<Resource> Resources, IReadOnlyList<(Guid ResourceId, BusyTime Time)> Times);
