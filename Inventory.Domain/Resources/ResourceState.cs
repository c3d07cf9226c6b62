using System.Diagnostics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Resources;

/// <summary>All that a resource decides on.</summary>
/// <param name="Resource"><c>null</c> before it is made and after it is deleted.</param>
/// <param name="Calendar">Empty where there is no resource.</param>
/// <param name="Idempotency">Nothing where there is no resource.</param>
/// <param name="Version">How many changes made it: 0 before the first.</param>
public sealed record ResourceState(Resource? Resource, Calendar Calendar, IdempotencyRecords Idempotency, long Version)
{
    public static readonly ResourceState None = new(null, Calendar.Empty, IdempotencyRecords.None, 0);

    /// <summary>What the change makes of it: the next version.</summary>
    /// <param name="change">Decided on this state.</param>
    /// <param name="at">When it was decided.</param>
    /// <param name="key">The key of the request that asked for it.</param>
    public ResourceState Apply(ResourceEvent change, Instant at, IdempotencyKey? key = null)
    {
        var next = this with { Version = Version + 1 };
        return change switch
        {
            ResourceEvent.ResourceCreated created => next with { Resource = created.Resource },
            ResourceEvent.ResourceUpdated updated => next with { Resource = updated.Resource },
            ResourceEvent.ResourceDeleted => None with { Version = next.Version },
            ResourceEvent.Allocated { Allocation: var allocation } => next with { Calendar = Calendar.Add(allocation), Idempotency = Keep(key, at, allocation) },
            ResourceEvent.Confirmed { Allocation: var allocation } => next with { Calendar = Calendar.Replace(allocation), Idempotency = Keep(key, at, allocation) },
            ResourceEvent.AllocationUpdated updated => next with { Calendar = Calendar.Replace(updated.Allocation) },
            ResourceEvent.Released released => next with { Calendar = Calendar.Remove(released.AllocationId) },
            ResourceEvent.Expired expired => next with { Calendar = Calendar.Remove(expired.AllocationId), Idempotency = Idempotency.Expire(expired.AllocationId, expired.Owner, at) },
            _ => throw new UnreachableException(),
        };
    }

    private IdempotencyRecords Keep(IdempotencyKey? key, Instant at, Allocation allocation) => key is null ? Idempotency : Idempotency.Add(new(key, at, allocation));
}
