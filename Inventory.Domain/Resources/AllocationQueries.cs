using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

public static class AllocationQueries
{
    public static Allocation? Find(this ResourceState state, Guid allocationId, Caller? caller) =>
        state.Calendar.Find(allocationId) is { } allocation && caller?.MaySee(allocation.Owner) != false ? allocation : null;

    public static FindAllocationResult Find(this ResourceState state, string resourceType, Guid allocationId)
    {
        if (!state.IsA(resourceType)) return FindAllocationResult.NoSuchResource;
        return state.Calendar.Find(allocationId) is { } allocation ? FindAllocationResult.Found(allocation) : FindAllocationResult.NoSuchAllocation;
    }

    public static AllocationPage List(this ResourceState state, ListAllocationsRequest request)
    {
        if (!state.IsA(request.ResourceType)) return AllocationPage.NoSuchResource;
        if (request.KnownVersion == state.Version) return AllocationPage.Unchanged;

        // The last allocation that the caller has seen is the first that can overlap what follows its start, if it still exists.
        var from = request.After is { } after && after > request.Window.From ? after : request.Window.From;
        if (from >= request.Window.To) return AllocationPage.Of(state.Version, [], hasMore: false, hasHolds: false);
        var found = Matches(state.Calendar, new Interval(from, request.Window.To), request).SkipWhile(allocation => allocation.Interval.From <= request.After);
        var (page, hasMore) = found.Page(request.Limit, static allocation => allocation.CountBytes());
        return AllocationPage.Of(state.Version, page, hasMore, state.Calendar.NextToExpire is not null);
    }

    private static IEnumerable<Allocation> Matches(Calendar calendar, Interval window, ListAllocationsRequest request)
    {
        if (request.RequestedBy?.Customer is { } owner)
            return calendar.Overlapping(window, owner).Where(request.Includes);
        // Besides the page: the one that was seen last, and one that tells whether there are more.
        return request.IsFiltered
            ? calendar.Overlapping(window).Where(request.Includes)
            : calendar.Overlapping(window, Math.Min(request.Limit, int.MaxValue - 2) + 2);
    }

    public static FreeTimePage ListFree(this ResourceState state, ListFreeTimesRequest request, Instant now, Rules rules)
    {
        if (!state.IsA(request.ResourceType)) return FreeTimePage.NoSuchResource;
        var found = rules.IsEmpty ? state.Calendar.Gaps(request.Window, request.AtLeast, request.Limit + 1)
            : [.. rules.FindFree(state.Calendar, request.Window, request.AtLeast, request.AllocationType, now).Take(request.Limit + 1)];
        return FreeTimePage.Of(found.Take(request.Limit), hasMore: found.Count > request.Limit);
    }
}
