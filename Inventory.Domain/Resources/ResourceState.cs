using System.Diagnostics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Resources;

/// <summary>All that a resource decides on.</summary>
/// <param name="Resource"><c>null</c> before it is made and after it is deleted.</param>
/// <param name="Calendar">Empty where there is no resource.</param>
/// <param name="Recollection">Nothing where there is no resource.</param>
/// <param name="Version">How many changes made it: 0 before the first.</param>
public sealed record ResourceState(Resource? Resource, Calendar Calendar, Recollection Recollection, long Version)
{
    public static readonly ResourceState None = new(null, Calendar.Empty, Recollection.None, 0);

    /// <summary>What the change makes of it: the next version.</summary>
    /// <param name="change">Decided on this state.</param>
    /// <param name="at">When it was decided.</param>
    /// <param name="key">The key of the request that asked for it.</param>
    public ResourceState Apply(Change change, Instant at, RequestKey? key = null)
    {
        var next = this with { Version = Version + 1 };
        return change switch
        {
            Change.ResourceCreated created => next with { Resource = created.Resource },
            Change.ResourceUpdated updated => next with { Resource = updated.Resource },
            Change.ResourceDeleted => None with { Version = next.Version },
            Change.Allocated { Allocation: var allocation } => next with { Calendar = Calendar.Add(allocation), Recollection = Keep(key, at, allocation) },
            Change.Confirmed { Allocation: var allocation } => next with { Calendar = Calendar.Replace(allocation), Recollection = Keep(key, at, allocation) },
            Change.AllocationUpdated updated => next with { Calendar = Calendar.Replace(updated.Allocation) },
            Change.Released released => next with { Calendar = Calendar.Remove(released.AllocationId) },
            Change.Expired expired => next with { Calendar = Calendar.Remove(expired.AllocationId), Recollection = Recollection.Expire(expired.AllocationId, expired.Owner, at) },
            _ => throw new UnreachableException(),
        };
    }

    private Recollection Keep(RequestKey? key, Instant at, Allocation allocation) => key is null ? Recollection : Recollection.Keep(new(key, at, allocation));
}
