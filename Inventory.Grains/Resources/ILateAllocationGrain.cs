using Inventory.Domain.Allocations;
using Orleans.Concurrency;

namespace Inventory.Grains.Resources;

/// <summary>Moves the late-bound allocations of one type, which is the key: one plan at a time. Each that moves or comes is judged by the rules of its resource, and all is one commit.</summary>
[Alias("inventory.late-allocation-grain")]
public interface ILateAllocationGrain : IGrainWithStringKey
{
    /// <summary>The resource that a late-bound allocation stood on last, also if it is bound or gone. It may have moved when the answer comes.</summary>
    [Alias("locate")]
    [AlwaysInterleave]
    Task<Guid?> Locate(Guid allocation);

    /// <summary>Allocates where nothing is free, if others can move so that something is.</summary>
    /// <param name="request">What to allocate.</param>
    /// <param name="attributes">All must match.</param>
    /// <returns><c>null</c> if there is no way.</returns>
    [Alias("place")]
    Task<LatePlacementResult?> Place(AllocateRequest request, ImmutableArray<AttributeFilter> attributes);

    /// <summary>Allocates a resource, if what takes it can move.</summary>
    /// <returns><c>null</c> if there is no way.</returns>
    [Alias("place-on")]
    Task<AllocateResult?> PlaceOn(Guid resource, AllocateRequest request);

    /// <summary>Binds an allocation to a resource that it does not stand on.</summary>
    [Alias("bind")]
    Task<BindResult> Bind(BindRequest request);
}

[GenerateSerializer, Immutable, Alias("inventory.late-placement-result")]
public sealed record LatePlacementResult(Guid Resource, AllocateResult Result);

public static class LateAllocationKeys
{
    private const int MaxMoves = 5;

    public static ILateAllocationGrain GetLateAllocations(this IGrainFactory grains, string type) => grains.Get<ILateAllocationGrain>(type);

    /// <summary>Asks the resource that a late-bound allocation stands on. If it was moved meanwhile, it asks the next.</summary>
    /// <param name="grains">Of the cluster.</param>
    /// <param name="type">Of the resource.</param>
    /// <param name="allocation">The id, which never changes.</param>
    /// <param name="ask">The resource.</param>
    /// <param name="isElsewhere">Whether the answer means that the resource does not have it.</param>
    /// <returns>The last resource and its answer; <c>null</c> if there never was such an allocation.</returns>
    public static async Task<(Guid Resource, T Answer)?> AskLateAsync<T>(this IGrainFactory grains, string type, Guid allocation, Func<Guid, Task<T>> ask, Func<T, bool> isElsewhere)
    {
        (Guid Resource, T Answer)? last = null;
        for (var move = 0; move < MaxMoves; move++)
        {
            if (await grains.GetLateAllocations(type).Locate(allocation) is not { } resource || resource == last?.Resource)
                return last;
            last = (resource, await ask(resource));
            if (!isElsewhere(last.Value.Answer))
                return last;
        }
        return last;
    }
}
