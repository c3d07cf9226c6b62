using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Orleans.Concurrency;

namespace Inventory.Grains.Availability;

/// <inheritdoc cref="IPoolAllocationGrain"/>
/// <remarks>
/// The search proposes, the resources decide. A resource that was taken meanwhile is passed by; when all proposals were, the search is asked again, until it has none.
/// Reentrant: it only waits. The same request sent twice at once waits for itself.
/// </remarks>
[Reentrant]
[GrainType("pool-allocation")]
public sealed class PoolAllocationGrain(IStore store) : Grain, IPoolAllocationGrain
{
    private const int ProposalsAtOnce = 32;

    /// <summary>Each round is lost to others who took all that was proposed.</summary>
    private const int MaxRounds = 100;

    private readonly Dictionary<string, Task<PoolAllocationResult>> _underWay = new(StringComparer.Ordinal);

    public async Task<PoolAllocationResult> Allocate(AllocateRequest request)
    {
        if (request.Key is not { } key)
            return await TakeAsync(request);
        // How it ended, the next one reads in the store.
        while (_underWay.TryGetValue(key.Key, out var other))
            await ((Task)other).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var mine = OnceAsync(request with { Key = key with { Key = PoolRequestKey.Of(key.Key) } }, key);
        if (!mine.IsCompleted)
            _underWay.Add(key.Key, mine);
        return await mine;
    }

    private async Task<PoolAllocationResult> OnceAsync(AllocateRequest request, IdempotencyKey key)
    {
        try
        {
            if (await store.FindPoolRequestAsync(request.ResourceType, request.Key!.Key, CancellationToken.None) is { } kept)
                return kept.Answer.Key == request.Key ? PoolAllocationResult.Allocated(kept.ResourceId, kept.Answer.Allocation) : PoolAllocationResult.KeyReused;
            return await TakeAsync(request);
        }
        finally
        {
            _underWay.Remove(key.Key);
        }
    }

    private async Task<PoolAllocationResult> TakeAsync(AllocateRequest request)
    {
        var search = GrainFactory.GetAvailability(request.ResourceType);
        for (var round = 0; round < MaxRounds; round++)
        {
            var proposals = (await search.FindAvailable(new FindAvailableRequest { Window = request.Interval, Limit = ProposalsAtOnce })).Resources;
            if (proposals.IsEmpty)
                return PoolAllocationResult.NoneAvailable((await search.FindEarliest(request.Interval)).Times);
            // Those who ask at the same time get the same proposals: each begins elsewhere.
            foreach (var resource in proposals.OrderBy(_ => Random.Shared.Next()))
                if (await GrainFactory.GetResource(resource.Id).Allocate(request) is { IsAllocated: true } result)
                    return PoolAllocationResult.Allocated(resource.Id, result.Allocation);
        }
        throw new StoreUnavailableException($"The resources of {request.ResourceType} are being taken faster than one can be proposed.");
    }
}
