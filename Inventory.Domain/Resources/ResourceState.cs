using System.Diagnostics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>
/// Empty before the resource is created and after it is deleted, but for the answers to idempotent requests. The version is the number of events.
/// </summary>
public sealed record ResourceState(Resource? Resource, Calendar Calendar, IdempotencyRecords Idempotency, long Version)
{
    /// <summary>Of a whole, what its parts have, where a decision or a search needs it.</summary>
    public ImmutableArray<PartCalendar> Parts { get; init; } = [];

    /// <summary>Its own, and of a whole those of the parts.</summary>
    public IEnumerable<Calendar> Calendars => Parts.Select(part => part.Calendar).Prepend(Calendar);

    public static readonly ResourceState None = new(null, Calendar.Empty, IdempotencyRecords.None, 0);

    /// <summary><paramref name="key"/> belongs to the request that caused the event.</summary>
    public ResourceState Apply(ResourceEvent change, Instant at, IdempotencyKey? key = null)
    {
        var next = this with { Version = Version + 1 };
        return change switch
        {
            ResourceEvent.ResourceCreated created => next with { Resource = created.Resource, Calendar = Calendar.WithUnits(created.Resource.Units) },
            ResourceEvent.ResourceUpdated updated => next with { Resource = updated.Resource, Calendar = Calendar.WithUnits(updated.Resource.Units) },
            ResourceEvent.ResourceDeleted => None with { Version = next.Version, Idempotency = Idempotency },
            ResourceEvent.Allocated { Allocation: var allocation } => next with { Calendar = Calendar.Add(allocation), Idempotency = Keep(key, at, allocation) },
            ResourceEvent.Confirmed { Allocation: var allocation } => next with { Calendar = Calendar.Replace(allocation), Idempotency = Keep(key, at, allocation) },
            ResourceEvent.AllocationUpdated { Change: AllocationChange.WaitingAdded or AllocationChange.MovedHere, Allocation: var entry } => next with { Calendar = Calendar.Add(entry), Idempotency = Keep(key, at, entry) },
            ResourceEvent.AllocationUpdated { Allocation: var allocation } => next with { Calendar = Calendar.Replace(allocation), Idempotency = Keep(key, at, allocation) },
            ResourceEvent.Declined declined => next with { Calendar = Calendar.Remove(declined.AllocationId) },
            ResourceEvent.Released released => next with { Calendar = Calendar.Remove(released.AllocationId), Idempotency = key is null ? Idempotency : Idempotency.Add(new(key, at, next.Version)) },
            ResourceEvent.Expired expired => next with { Calendar = Calendar.Remove(expired.AllocationId), Idempotency = Idempotency.Expire(expired.AllocationId, expired.Owner, at) },
            ResourceEvent.WaitingRemoved removed => next with { Calendar = Calendar.Remove(removed.AllocationId) },
            ResourceEvent.MovedAway moved => next with { Calendar = Calendar.Remove(moved.AllocationId) },
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>As <see cref="Apply"/> of one after the other, none with a key.</summary>
    public ResourceState ApplyAll(IReadOnlyCollection<ResourceEvent.Allocated> changes) =>
        this with { Version = Version + changes.Count, Calendar = Calendar.AddAll([.. changes.Select(static change => change.Allocation)]) };

    private IdempotencyRecords Keep(IdempotencyKey? key, Instant at, Allocation allocation) => key is null ? Idempotency : Idempotency.Add(new(key, at, allocation));
}
