using Inventory.Contracts;

namespace Inventory.Domain;

/// <summary>What a resource decides about its allocations.</summary>
public static class AllocationDecisions
{
    /// <param name="state">What it is decided on.</param>
    /// <param name="request">Valid in itself.</param>
    /// <param name="id">For the allocation that may come of it.</param>
    /// <param name="now">The time of the decision.</param>
    public static Decision<AllocateResult> Allocate(this ResourceState state, AllocateRequest request, Guid id, Instant now)
    {
        if (!state.IsA(request.ResourceType)) return new(AllocateResult.NoSuchResource);
        var conflicts = state.Calendar.Overlapping(request.Interval, Limits.Conflicts);
        if (conflicts.Count > 0) return new(AllocateResult.Overlap(conflicts));

        var allocation = new Allocation
        {
            Id = id,
            Interval = request.Interval,
            Type = request.AllocationType,
            Description = request.Description,
            Dump = request.Dump,
            Created = now,
            Version = state.Version + 1,
        };
        return new(AllocateResult.Allocated(allocation), new Change.Allocated(allocation));
    }

    public static Decision<ReleaseResult> Release(this ResourceState state, ReleaseRequest request)
    {
        if (!state.IsA(request.ResourceType)) return new(ReleaseResult.NoSuchResource);
        if (state.Calendar.Find(request.AllocationId) is not { } allocation) return new(ReleaseResult.NoSuchAllocation);
        if (!request.IfMatch.Allows(allocation.Version)) return new(ReleaseResult.PreconditionFailed);

        return new(ReleaseResult.Released, new Change.Released(allocation.Id));
    }

    public static FindAllocationResult Find(this ResourceState state, string resourceType, Guid allocationId)
    {
        if (!state.IsA(resourceType)) return FindAllocationResult.NoSuchResource;
        return state.Calendar.Find(allocationId) is { } allocation ? FindAllocationResult.Found(allocation) : FindAllocationResult.NoSuchAllocation;
    }

    public static AllocationPage List(this ResourceState state, ListAllocationsRequest request)
    {
        if (!state.IsA(request.ResourceType)) return AllocationPage.NoSuchResource;
        if (request.KnownVersion == state.Version) return AllocationPage.Unchanged;

        // The allocation that the caller has last seen is the first that can overlap what follows its start, if it is still there.
        var from = request.After is { } after && after > request.Window.From ? after : request.Window.From;
        if (from >= request.Window.To) return AllocationPage.Of(state.Version, [], hasMore: false);
        var found = state.Calendar.Overlapping(new Interval(from, request.Window.To), Math.Min(request.Limit, int.MaxValue - 2) + 2).ToList();
        if (found is [var first, ..] && first.Interval.From <= request.After) found.RemoveAt(0);
        var hasMore = found.Count > request.Limit;
        return AllocationPage.Of(state.Version, hasMore ? found[..request.Limit] : found, hasMore);
    }
}
