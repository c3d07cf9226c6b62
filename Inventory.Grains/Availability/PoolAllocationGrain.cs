using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Quotas;
using Inventory.Grains.Configuration;
using Inventory.Grains.Policies;
using Inventory.Grains.Quotas;
using Inventory.Grains.Resources;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Inventory.Grains.Availability;

// The search proposes and the resources decide. If all proposals were taken meanwhile, the grain searches again until there are none.
// Reentrant: the grain only waits. A repeated request waits for the first one and reads its result from the store.
[Reentrant]
[GrainType("pool-allocation")]
public sealed class PoolAllocationGrain(IStore store, TypeRules rules, TimeProvider clock, IOptions<LimitsOptions> limits) : Grain, IPoolAllocationGrain
{
    private const int ProposalsAtOnce = 32;

    private const int MaxRounds = 100;

    private readonly Dictionary<string, Task<PoolAllocationResult>> _running = new(StringComparer.Ordinal);

    public async Task<PoolAllocationResult> Allocate(AllocateRequest request, PoolSelection? selection)
    {
        var chosen = selection ?? PoolSelection.All;
        if (request.Key is not { } key)
            return await AllocateAsync(request, chosen);
        while (_running.TryGetValue(key.Key, out var other))
            await ((Task)other).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var own = OnceAsync(request with { Key = key with { Key = PoolRequestKey.Of(key.Key) } }, chosen, key);
        if (!own.IsCompleted)
            _running.Add(key.Key, own);
        return await own;
    }

    private async Task<PoolAllocationResult> OnceAsync(AllocateRequest request, PoolSelection selection, IdempotencyKey key)
    {
        try
        {
            if (await store.FindPoolRequestAsync(request.ResourceType, request.Key!.Key, CancellationToken.None) is { } stored)
                return stored.Answer.Key == request.Key ? PoolAllocationResult.Allocated(stored.ResourceId, stored.Answer.Allocation!) : PoolAllocationResult.KeyReused;
            return await AllocateAsync(request, selection);
        }
        finally
        {
            _running.Remove(key.Key);
        }
    }

    private Task<PoolAllocationResult> AllocateAsync(AllocateRequest request, PoolSelection selection) =>
        selection.AnyOf.IsEmpty ? AllocateInTypeAsync(request, selection) : AllocateInOrderAsync(request, selection);

    private async Task<PoolAllocationResult> AllocateInTypeAsync(AllocateRequest request, PoolSelection selection)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var (time, proposals) = await ProposeAsync(request, selection);
            if (proposals.IsEmpty && request.IsLate && await PlaceLateAsync(request, selection.Attributes) is { } placed)
                return placed;
            if (proposals.IsEmpty)
                return JudgeByType(request) is { IsAllowed: false } refusal ? PoolAllocationResult.Refused(refusal) : PoolAllocationResult.NoneAvailable((await Search(request).FindEarliest(request.Interval, request.Details.Type, selection.Attributes, units: UnitsOf(request))).Times);
            // Concurrent requests get the same proposals, so each starts at a random one. A damaged one does not stop the others.
            var damaged = new List<ResourceDamagedException>();
            foreach (var resource in proposals.OrderBy(_ => Random.Shared.Next()))
            {
                try
                {
                    if (await PlaceAsync(request, resource.Id, time) is { } excess)
                    {
                        if (AfterQuota(excess, time, selection.Flex) is not { } rest) return PoolAllocationResult.OverQuota(excess);
                        (request, selection) = (request with { Interval = new(rest.From, rest.From.Plus(time.Length)) }, selection with { Flex = rest });
                        break;
                    }
                    if (await GrainFactory.GetResource(resource.Id).Allocate(request with { Interval = time }) is { IsAllocated: true } result)
                        return PoolAllocationResult.Allocated(resource.Id, result.Allocation);
                }
                catch (ResourceDamagedException damage)
                {
                    damaged.Add(damage);
                }
            }
            if (damaged.Count == proposals.Length)
                throw new ResourceDamagedException(damaged[0].ResourceId, damaged[0].Version, damaged[0].Reason);
        }
        throw OvertakenTooOften(request);
    }

    // Others that are bound late may make room. Where it will stand is not known yet: whoever counts looks it up.
    private async Task<PoolAllocationResult?> PlaceLateAsync(AllocateRequest request, ImmutableArray<AttributeFilter> attributes)
    {
        if ((await GrainFactory.GetRegistry(request.ResourceType).List(new() { Limit = 1, Attributes = attributes })).Resources is not [var first, ..] || !JudgeByType(request).IsAllowed)
            return null;
        if (await PlaceAsync(request, first.Id, request.Interval) is { } excess)
            return PoolAllocationResult.OverQuota(excess);
        return await GrainFactory.GetLateAllocations(request.ResourceType).Place(request, attributes) is { } placed ? PoolAllocationResult.Allocated(placed.Resource, placed.Result.Allocation!) : null;
    }

    // Where nothing is free, the rules of the type may be why.
    private Judgement JudgeByType(AllocateRequest request) =>
        rules.OfType(request.ResourceType).Judge(Calendar.Empty, new(request.Interval, request.Details.Type) { Overrides = request.Overrides, Units = UnitsOf(request) }, clock.Now(), limits.Value.ToLimits());

    private async Task<(Interval Time, ImmutableArray<Resource> Resources)> ProposeAsync(AllocateRequest request, PoolSelection selection)
    {
        var time = request.Interval;
        if (selection.Flex is { } flex)
        {
            var earliest = (await Search(request).FindEarliest(request.Interval, request.Details.Type, selection.Attributes, limit: 1, UnitsOf(request))).Times;
            if (earliest.IsEmpty || earliest[0].To > flex.To)
                return (time, []);
            time = earliest[0];
        }
        return (time, (await Search(request).FindAvailable(new() { Window = time, Limit = ProposalsAtOnce, Attributes = selection.Attributes, AllocationType = request.Details.Type, Units = UnitsOf(request) })).Resources);
    }

    private async Task<PoolAllocationResult> AllocateInOrderAsync(AllocateRequest request, PoolSelection selection)
    {
        var (isAnyThere, alternatives) = (false, new List<Interval>());
        QuotaRefusal? over = null;
        foreach (var id in selection.AnyOf)
        {
            var (result, excess) = await AllocateOnAsync(id, request, selection.Flex);
            over ??= excess;
            if (result is null)
                continue;
            if (result.Status == AllocateStatus.Allocated)
                return PoolAllocationResult.Allocated(id, result.Allocation!);
            isAnyThere |= result.Status == AllocateStatus.Refused;
            alternatives.AddRange(result.Judgement.Alternatives);
        }
        if (over is not null)
            return PoolAllocationResult.OverQuota(over);
        return isAnyThere ? PoolAllocationResult.NoneAvailable([.. alternatives.Distinct().OrderBy(time => time.From).Take(limits.Value.Alternatives)]) : PoolAllocationResult.NoSuchResource;
    }

    private async Task<(AllocateResult? Result, QuotaRefusal? Excess)> AllocateOnAsync(Guid id, AllocateRequest request, Interval? flex)
    {
        var resource = GrainFactory.GetResource(id);
        for (var round = 0; round < MaxRounds; round++)
        {
            var time = flex is { } window ? await FindFirstAsync(resource, request, window) : null;
            if ((flex is null || time is not null) && await PlaceAsync(request, id, time ?? request.Interval) is { } excess)
            {
                if (AfterQuota(excess, time ?? request.Interval, flex) is not { } rest) return (null, excess);
                flex = rest;
                continue;
            }
            // Without a free time, the refusal has the alternatives.
            var result = await resource.Allocate(request with { Interval = time ?? request.Interval });
            // Somebody else was first: there may be another time. What a rule refuses stays refused.
            if (time is null || !result.Judgement.Broken.Any(rule => rule.Kind is RuleKind.Overlap or RuleKind.Turnaround or RuleKind.Capacity))
                return (result, null);
        }
        throw OvertakenTooOften(request);
    }

    // Counted at this time and here before the resource decides. What belongs to no customer, or to a booking, is not counted here.
    private async Task<QuotaRefusal?> PlaceAsync(AllocateRequest request, Guid resource, Interval time) => request.Id is not { } id || (request.Customer ?? request.RequestedBy?.Customer) is not { } customer
        ? null
        : await GrainFactory.GetCustomerQuotas(customer).PlaceAllocation(new() { Id = id, Resource = resource, Item = new(request.ResourceType, time, UnitsOf(request)), Hold = request.Hold, IsPreview = request.IsPreview });

    // A later time in the window may be within the quota.
    private static Interval? AfterQuota(QuotaRefusal excess, Interval time, Interval? flex) =>
        flex is { } window && excess.FreesAt is { } free && free > time.From && free.Plus(time.Length) <= window.To ? new(free, window.To) : null;

    private static async Task<Interval?> FindFirstAsync(IResourceGrain resource, AllocateRequest request, Interval window)
    {
        var free = await resource.ListFreeTimes(new()
        {
            ResourceType = request.ResourceType,
            Window = window,
            AtLeast = TimeSpan.FromMicroseconds(request.Interval.Length),
            Limit = 1,
            AllocationType = request.Details.Type,
            Units = UnitsOf(request),
        });
        return free.Times is [var first, ..] ? new(first.From, first.From.Plus(request.Interval.Length)) : null;
    }

    private static int UnitsOf(AllocateRequest request) => Math.Max(1, request.Units);

    private IAvailabilityGrain Search(AllocateRequest request) => GrainFactory.GetAvailability(request.ResourceType);

    private static StoreUnavailableException OvertakenTooOften(AllocateRequest request) =>
        new($"Other requests took every proposed resource of {request.ResourceType} first, {MaxRounds} times in a row.");
}
