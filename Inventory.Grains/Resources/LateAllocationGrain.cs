using Inventory.Domain.Allocations;
using Inventory.Grains.Configuration;
using Inventory.Grains.Policies;
using Microsoft.Extensions.Options;

namespace Inventory.Grains.Resources;

// Not reentrant: two plans at once would only wait for each other's locks.
[GrainType("late-allocation")]
public sealed class LateAllocationGrain(IStore store, LocalResourceCache localResources, TimeProvider clock, IOptions<LimitsOptions> options, TypeRules rules) : Grain, ILateAllocationGrain
{
    // More would be locked for too long.
    private const int MaxEqual = 1_000;

    private readonly Limits _limits = options.Value.ToLimits();

    private LatePipeline Pipeline => field ??= new(store, GrainFactory, new(store, localResources, GrainFactory, rules), rules, clock);

    private string Type => this.GetPrimaryKeyString();

    public Task<Guid?> Locate(Guid allocation) => store.FindLateAllocationAsync(Type, allocation, CancellationToken.None);

    public async Task<LatePlacementResult?> Place(AllocateRequest request, ImmutableArray<AttributeFilter> attributes)
    {
        var candidates = await ListAsync(attributes);
        while (candidates is [var first, ..])
        {
            var equals = candidates.Where(first.IsEqualTo).ToList();
            candidates.RemoveAll(equals.Contains);
            if (await PlaceAsync(request, equals, pinned: null) is { } placed)
                return placed;
        }
        return null;
    }

    public async Task<AllocateResult?> PlaceOn(Guid resource, AllocateRequest request)
    {
        var all = await ListAsync([]);
        return all.Find(one => one.Id == resource) is { } pinned ? (await PlaceAsync(request, [.. all.Where(pinned.IsEqualTo)], resource))?.Result : null;
    }

    public async Task<BindResult> Bind(BindRequest request)
    {
        if (await Locate(request.AllocationId) is not { } place || (await GrainFactory.GetResource(place).FindAllocation(Type, request.AllocationId)).Allocation is not { } allocation)
            return BindResult.NoSuchAllocation;
        if (!allocation.IsLate)
            return BindResult.BoundElsewhere;
        var all = await ListAsync([]);
        if (all.Find(one => one.Id == place) is not { } before || all.Find(one => one.Id == request.Resource) is not { } wanted || !before.IsEqualTo(wanted))
            return BindResult.NotEqual;
        var wish = new LateWish(allocation.Id, allocation.Interval, allocation.Type, wanted.Id, request.IsPreview);
        var bound = await Pipeline.TryAsync(Select(all.Where(before.IsEqualTo), place, wanted.Id), wish, (state, now) => state.Bind(request with { IfMatch = default }, now), static answer => answer.IsBound);
        return bound?.Answer ?? BindResult.Taken;
    }

    private async Task<LatePlacementResult?> PlaceAsync(AllocateRequest request, List<Resource> equals, Guid? pinned)
    {
        // An approval is asked for where the allocation stands: it does not begin with a move.
        if (equals.Count == 0 || equals[0].IsWhole || equals[0].Units > 0 || rules.Of(equals[0]).Policy.Approval?.IsNeededFor(request.Details.Type) == true)
            return null;
        var id = request.Id ?? Guid.CreateVersion7(clock.GetUtcNow());
        var wish = new LateWish(id, request.Interval, request.Details.Type, pinned, request.IsPreview);
        var placed = await Pipeline.TryAsync(Select(equals, pinned), wish, (state, now) => state.Allocate(request, id, now, _limits, rules.Of(state.Resource)), static answer => answer.IsAllocated);
        return placed is var (resource, answer) ? new(resource, answer) : null;
    }

    private static List<Guid> Select(IEnumerable<Resource> equals, params Guid?[] needed) =>
        [.. equals.OrderBy(one => !needed.Contains(one.Id)).ThenBy(one => one.Ordinal).Take(MaxEqual).Select(one => one.Id)];

    // What has parts, or is one, does not take part.
    private async Task<List<Resource>> ListAsync(ImmutableArray<AttributeFilter> attributes)
    {
        var all = await ReadAllAsync([]);
        var parts = all.SelectMany(one => one.Parts).ToHashSet();
        return [.. (attributes.IsDefaultOrEmpty ? all : await ReadAllAsync(attributes)).Where(one => one is { IsWhole: false, Units: 0 } && !parts.Contains(one.Id))];
    }

    private async Task<List<Resource>> ReadAllAsync(ImmutableArray<AttributeFilter> attributes)
    {
        var all = new List<Resource>();
        for (var hasMore = true; hasMore;)
        {
            var page = await GrainFactory.GetRegistry(Type).List(new() { Limit = MaxEqual, After = all.Count > 0 ? all[^1].Ordinal : 0, Attributes = attributes });
            all.AddRange(page.Resources);
            hasMore = page.HasMore && page.Resources.Length > 0;
        }
        return all;
    }
}
