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
        var found = Matches(state.Calendar, new Interval(from, request.Window.To), request).SkipWhile(request.IsPassed).Skip(request.Skip);
        var (page, hasMore) = found.Page(request.Limit, static allocation => allocation.CountBytes());
        return AllocationPage.Of(state.Version, page, hasMore, state.Calendar.NextDue is not null);
    }

    private static IEnumerable<Allocation> Matches(Calendar calendar, Interval window, ListAllocationsRequest request)
    {
        if (request.RequestedBy?.Customer is { } owner)
            return calendar.Overlapping(window, owner).Where(request.Includes);
        // Besides the page: the one that was seen last, and one that tells whether there are more.
        return request.IsFiltered || calendar.Units > 0
            ? calendar.Overlapping(window).Where(request.Includes)
            : calendar.Overlapping(window, Math.Min(request.Limit, int.MaxValue - 2) + 2);
    }

    public static ImmutableArray<Allocation> ListSeries(this ResourceState state, string resourceType, Guid series) =>
        state.IsA(resourceType) ? [.. state.Calendar.Overlapping(Interval.Always).Where(allocation => allocation.Series == series)] : [];

    /// <summary>Of a pool.</summary>
    public static PoolLoadPage ListLoad(this ResourceState state, string resourceType, Interval window, int limit)
    {
        if (!state.IsA(resourceType)) return new(null, false);
        var (changes, units) = (new SortedDictionary<Instant, (long Firm, long Held)> { [window.From] = default }, state.Resource!.Units);
        foreach (var allocation in state.Calendar.Overlapping(window))
        {
            var (firm, held) = allocation.IsHold ? (0L, (long)allocation.Units) : (allocation.Units, 0L);
            var (from, to) = (allocation.Interval.From > window.From ? allocation.Interval.From : window.From, allocation.Interval.To);
            changes[from] = changes.GetValueOrDefault(from) is var begin ? (begin.Firm + firm, begin.Held + held) : default;
            if (to < window.To)
                changes[to] = changes.GetValueOrDefault(to) is var end ? (end.Firm - firm, end.Held - held) : default;
        }
        var loads = ImmutableArray.CreateBuilder<PoolLoad>();
        var (at, taken) = (window.From, (Firm: 0L, Held: 0L));
        foreach (var (moment, change) in changes.Append(new(window.To, default)))
        {
            if (moment > at)
                loads.Add(new(new(at, moment), taken.Firm, taken.Held, units - taken.Firm - taken.Held));
            (at, taken) = (moment, (taken.Firm + change.Firm, taken.Held + change.Held));
        }
        return loads.Count > limit ? new(loads.ToImmutable()[..limit], true) : new(loads.ToImmutable(), false);
    }

    public static FreeTimePage ListFree(this ResourceState state, ListFreeTimesRequest request, Instant now, Rules rules)
    {
        if (!state.IsA(request.ResourceType)) return FreeTimePage.NoSuchResource;
        var found = rules.IsEmpty && state.Calendar.Units == 0 && state.Parts.IsEmpty ? state.Calendar.Gaps(request.Window, request.AtLeast, request.Limit + 1)
            : [.. rules.FindFree(state.Calendar, request.Window, request.AtLeast, request.AllocationType, now, request.Units, state.Parts).Take(request.Limit + 1)];
        return FreeTimePage.Of(found.Take(request.Limit), hasMore: found.Count > request.Limit);
    }
}
