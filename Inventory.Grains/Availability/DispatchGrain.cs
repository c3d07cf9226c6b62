using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Orleans.Concurrency;

namespace Inventory.Grains.Availability;

/// <inheritdoc cref="IDispatchGrain"/>
/// <remarks>
/// The search proposes, the resources decide. A resource that was taken meanwhile is passed by; when all proposals were, the search is asked again, until it has none.
/// Reentrant: it only waits. The same request sent twice at once waits for itself.
/// </remarks>
[Reentrant]
public sealed class DispatchGrain(IStore store) : Grain, IDispatchGrain
{
    private const int ProposalsAtOnce = 32;

    /// <summary>Each round is lost to others who took all that was proposed.</summary>
    private const int MaxRounds = 100;

    private readonly Dictionary<string, Task<DispatchResult>> _underWay = new(StringComparer.Ordinal);

    public async Task<DispatchResult> Allocate(AllocateRequest request)
    {
        if (request.Key is not { } key)
            return await TakeAsync(request);
        // How it ended, the next one reads in the store.
        while (_underWay.TryGetValue(key.Key, out var other))
            await ((Task)other).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var mine = OnceAsync(request with { Key = key with { Key = TypeKey.Of(key.Key) } }, key);
        if (!mine.IsCompleted)
            _underWay.Add(key.Key, mine);
        return await mine;
    }

    private async Task<DispatchResult> OnceAsync(AllocateRequest request, RequestKey key)
    {
        try
        {
            if (await store.FindAnswerAsync(request.ResourceType, request.Key!.Key, CancellationToken.None) is { } kept)
                return kept.Answer.Key == request.Key ? DispatchResult.Allocated(kept.ResourceId, kept.Answer.Allocation) : DispatchResult.KeyReused;
            return await TakeAsync(request);
        }
        finally
        {
            _underWay.Remove(key.Key);
        }
    }

    private async Task<DispatchResult> TakeAsync(AllocateRequest request)
    {
        var search = GrainFactory.GetSearch(request.ResourceType);
        for (var round = 0; round < MaxRounds; round++)
        {
            var proposals = (await search.FindFree(new FindFreeRequest { Window = request.Interval, Limit = ProposalsAtOnce })).Resources;
            if (proposals.IsEmpty)
                return DispatchResult.NoneAvailable((await search.FindEarliest(request.Interval)).Times);
            // Those who ask at the same time get the same proposals: each begins elsewhere.
            foreach (var resource in proposals.OrderBy(_ => Random.Shared.Next()))
                if (await GrainFactory.GetResource(resource.Id).Allocate(request) is { IsAllocated: true } result)
                    return DispatchResult.Allocated(resource.Id, result.Allocation);
        }
        throw new StoreUnavailableException($"The resources of {request.ResourceType} are being taken faster than one can be proposed.");
    }
}
