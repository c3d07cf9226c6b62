using Inventory.Contracts;

namespace Inventory.Store;

/// <summary>A resource as it was committed.</summary>
/// <param name="Resource">Its name, attributes and type.</param>
/// <param name="Version">The version that the last commit made.</param>
/// <param name="Allocations">All its allocations, by id.</param>
public sealed record StoredResource(Resource Resource, long Version, IReadOnlyList<Allocation> Allocations);
