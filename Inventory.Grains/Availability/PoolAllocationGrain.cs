using Inventory.Domain.Allocations;
using Inventory.Grains.Resources;
using Orleans.Concurrency;

namespace Inventory.Grains.Availability;

// The search proposes and the resources decide. If all proposals were taken meanwhile, the grain searches again until there are none.
// Reentrant: the grain only waits. A repeated request waits for the first one and reads its result from the store.
[Reentrant]
[GrainType("pool-allocation")]
public sealed class PoolAllocationGrain(IStore store) : Grain, IPoolAllocationGrain
{
    private const int ProposalsAtOnce = 32;

    private const int MaxRounds = 100;

    private readonly Dictionary<string, Task<PoolAllocationResult>> _running = new(StringComparer.Ordinal);

    public async Task<PoolAllocationResult> Allocate(AllocateRequest request, ImmutableArray<AttributeFilter> attributes)
    {
        if (request.Key is not { } key)
            return await AllocateAsync(request, attributes);
        while (_running.TryGetValue(key.Key, out var other))
            await ((Task)other).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var own = OnceAsync(request with { Key = key with { Key = PoolRequestKey.Of(key.Key) } }, attributes, key);
        if (!own.IsCompleted)
            _running.Add(key.Key, own);
        return await own;
    }

    private async Task<PoolAllocationResult> OnceAsync(AllocateRequest request, ImmutableArray<AttributeFilter> attributes, IdempotencyKey key)
    {
        try
        {
            if (await store.FindPoolRequestAsync(request.ResourceType, request.Key!.Key, CancellationToken.None) is { } stored)
                return stored.Answer.Key == request.Key ? PoolAllocationResult.Allocated(stored.ResourceId, stored.Answer.Allocation) : PoolAllocationResult.KeyReused;
            return await AllocateAsync(request, attributes);
        }
        finally
        {
            _running.Remove(key.Key);
        }
    }

    private async Task<PoolAllocationResult> AllocateAsync(AllocateRequest request, ImmutableArray<AttributeFilter> attributes)
    {
        var search = GrainFactory.GetAvailability(request.ResourceType);
        for (var round = 0; round < MaxRounds; round++)
        {
            var proposals = (await search.FindAvailable(new FindAvailableRequest { Window = request.Interval, Limit = ProposalsAtOnce, Attributes = attributes })).Resources;
            if (proposals.IsEmpty)
                return PoolAllocationResult.NoneAvailable((await search.FindEarliest(request.Interval, attributes)).Times);
            // Concurrent requests get the same proposals, so each starts at a random one. A damaged one does not stop the others.
            var damaged = new List<ResourceDamagedException>();
            foreach (var resource in proposals.OrderBy(_ => Random.Shared.Next()))
            {
                try
                {
                    if (await GrainFactory.GetResource(resource.Id).Allocate(request) is { IsAllocated: true } result)
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
        throw new StoreUnavailableException($"Other requests took every proposed resource of {request.ResourceType} first, {MaxRounds} times in a row.");
    }
}
