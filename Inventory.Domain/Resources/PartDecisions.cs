using System.Diagnostics;
using Inventory.Domain.Allocations;

namespace Inventory.Domain.Resources;

/// <summary>A part has an allocation for each one of its wholes, and changes it only with them.</summary>
public static class PartDecisions
{
    /// <summary>What changes on a part when its whole changes.</summary>
    /// <param name="part">The part.</param>
    /// <param name="whole">The id of the whole.</param>
    /// <param name="changes">Of the whole.</param>
    /// <param name="now">The moment of the decision.</param>
    /// <returns><c>null</c> if something else has the time: the clock has ended the allocation on the part already.</returns>
    public static ResourceEvent[]? Follow(this ResourceState part, Guid whole, IEnumerable<ResourceEvent> changes, Instant now)
    {
        // A whole keeps its parts: this is a guard.
        if (part.Resource is null) return changes.Any(change => change is ResourceEvent.Allocated or ResourceEvent.AllocationUpdated or ResourceEvent.Confirmed) ? null : [];
        var (current, expired) = part.ExpireHolds(now);
        var followed = new List<ResourceEvent>();
        foreach (var change in changes.SelectMany(change => current.Follow(whole, change, now)))
        {
            if (TimeTakenBy(change) is { } time && current.Calendar.Overlapping(time, limit: 1).Count > 0) return null;
            followed.Add(change);
            current = current.Apply(change, now);
        }
        return followed.Count == 0 ? [] : [.. expired, .. followed];
    }

    /// <summary>As if the allocation were not there, neither here nor on the parts.</summary>
    public static ResourceState Without(this ResourceState state, Guid allocation) =>
        state with { Calendar = state.Calendar.Remove(allocation), Parts = [.. state.Parts.Select(part => part.Without(allocation))] };

    private static Interval? TimeTakenBy(ResourceEvent change) =>
        change is ResourceEvent.Allocated { Allocation: var made } ? made.Interval : change is ResourceEvent.AllocationUpdated { Change: AllocationChange.WaitingGranted, Allocation: var granted } ? granted.Interval : null;

    // Lazy: each change rests on the state that those before it have made.
    private static IEnumerable<ResourceEvent> Follow(this ResourceState part, Guid whole, ResourceEvent change, Instant now) => change switch
    {
        ResourceEvent.Allocated { Allocation: var made } => [new ResourceEvent.Allocated(part.Mirror(made, whole))],
        ResourceEvent.AllocationUpdated { Allocation: var entry, Change: AllocationChange.WaitingAdded } => [new ResourceEvent.AllocationUpdated(part.Mirror(entry, whole), AllocationChange.WaitingAdded)],
        ResourceEvent.AllocationUpdated { Allocation: var made, Change: var kind } => part.Put(part.Mirror(made, whole), mirror => new ResourceEvent.AllocationUpdated(mirror, kind), now),
        ResourceEvent.Confirmed { Allocation: var made } => part.Put(part.Mirror(made, whole), mirror => new ResourceEvent.Confirmed(mirror), now),
        ResourceEvent.Released released => part.Find(released.AllocationId, id => new ResourceEvent.Released(id)),
        ResourceEvent.Declined declined => part.Find(declined.AllocationId, id => new ResourceEvent.Declined(id, declined.Reason)),
        ResourceEvent.Expired expired => part.Find(expired.AllocationId, id => new ResourceEvent.Expired(id)),
        ResourceEvent.WaitingRemoved removed => part.Find(removed.AllocationId, id => new ResourceEvent.WaitingRemoved(id)),
        ResourceEvent.ResourceDeleted => part.Calendar.Overlapping(new(now, Instant.PlusInfinity)).Where(allocation => allocation.Whole?.Resource == whole)
            .Select(allocation => new ResourceEvent.Released(allocation.Id))
            .Concat<ResourceEvent>(part.Calendar.Waiting.All.Where(entry => entry.Whole?.Resource == whole).Select(entry => new ResourceEvent.WaitingRemoved(entry.Id))),
        // From a whole, nothing moves.
        ResourceEvent.ResourceCreated or ResourceEvent.ResourceUpdated or ResourceEvent.MovedAway => [],
        _ => throw new UnreachableException(),
    };

    private static Allocation Mirror(this ResourceState part, Allocation made, Guid whole) => PartAllocation.Of(made, whole, part.Resource!.Id) with { Version = part.Version + 1 };

    private static IEnumerable<ResourceEvent> Put(this ResourceState part, Allocation mirror, Func<Allocation, ResourceEvent> change, Instant now) => part.FindMirror(mirror.Id) switch
    {
        // An entry that has ended is kept no longer here.
        null when mirror.IsOffCalendar => [],
        null => [new ResourceEvent.Allocated(mirror with { Created = now })],
        var before when before == mirror with { Version = before.Version, Created = before.Created } => [],
        var before => [change(mirror with { Created = before.Created })],
    };

    private static IEnumerable<ResourceEvent> Find(this ResourceState part, Guid allocation, Func<Guid, ResourceEvent> change)
    {
        var id = PartAllocation.IdOf(allocation, part.Resource!.Id);
        return part.FindMirror(id) is null ? [] : [change(id)];
    }

    private static Allocation? FindMirror(this ResourceState part, Guid id) => part.Calendar.Find(id) ?? part.Calendar.Waiting.Find(id);
}
