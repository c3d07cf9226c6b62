using Inventory.Contracts;
using Inventory.Domain;

namespace Inventory.Store;

/// <summary>A resource as it was committed.</summary>
/// <param name="Resource">Its name, attributes and type.</param>
/// <param name="Version">The version that the last commit made.</param>
/// <param name="Allocations">All its allocations, by id, holds among them that are over and not yet said to be.</param>
public sealed record StoredResource(Resource Resource, long Version, IReadOnlyList<Allocation> Allocations)
{
    /// <summary>What requests with keys have made in the time for which keys are kept, oldest first.</summary>
    public IReadOnlyList<KeptAnswer> Answers { get; init; } = [];

    /// <summary>The holds that were said to be over in this time, oldest first.</summary>
    public IReadOnlyList<ExpiredHold> ExpiredHolds { get; init; } = [];

    /// <param name="keyLife">The time for which keys are kept.</param>
    public ResourceState ToState(TimeSpan keyLife)
    {
        var recollection = Answers.Aggregate(Recollection.Lasting(keyLife), static (all, answer) => all.Keep(answer));
        recollection = ExpiredHolds.Aggregate(recollection, static (all, hold) => all.Expire(hold.AllocationId, hold.Owner, hold.At));
        return new(Resource, Calendar.Of(Allocations), recollection, Version);
    }
}
