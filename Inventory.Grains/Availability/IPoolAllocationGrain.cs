using System.Collections.Immutable;
using System.Numerics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Time;

namespace Inventory.Grains.Availability;

/// <summary>
/// Takes a time on any free resource of a type. Its key is the type's name, a slash and a number that follows from the request's key, so that
/// a request that is sent again meets itself; see <see cref="AvailabilityKeys.GetPoolAllocation"/>.
/// </summary>
[Alias("inventory.pool-allocation-grain")]
public interface IPoolAllocationGrain : IGrainWithStringKey
{
    [Alias("allocate")]
    Task<PoolAllocationResult> Allocate(AllocateRequest request);
}

public enum PoolAllocationStatus
{
    Allocated = 1,

    /// <summary>No resource of the type is free for the whole time.</summary>
    NoneAvailable = 2,

    /// <summary>The request's key was used before, for another request.</summary>
    KeyReused = 3,
}

[GenerateSerializer, Immutable, Alias("inventory.pool-allocation-result")]
public sealed record PoolAllocationResult
{
    private PoolAllocationResult(PoolAllocationStatus status) => (Status, Alternatives) = (status, []);

    public static readonly PoolAllocationResult KeyReused = new(PoolAllocationStatus.KeyReused);

    [Id(0)]
    public PoolAllocationStatus Status { get; private init; }

    /// <summary>On which resource.</summary>
    [Id(1)]
    public Guid ResourceId { get; private init; }

    [Id(2)]
    public Allocation? Allocation { get; private init; }

    /// <summary>The earliest times at which some resource is free for as long.</summary>
    [Id(3)]
    public ImmutableArray<Interval> Alternatives { get; private init; }

    public static PoolAllocationResult Allocated(Guid resourceId, Allocation allocation) => new(PoolAllocationStatus.Allocated) { ResourceId = resourceId, Allocation = allocation };

    public static PoolAllocationResult NoneAvailable(ImmutableArray<Interval> alternatives) => new(PoolAllocationStatus.NoneAvailable) { Alternatives = alternatives };
}

/// <summary>The keys of the grains of a type's availability.</summary>
public static class AvailabilityKeys
{
    /// <summary>For each type: so many that they are on all nodes, and that none has much to do.</summary>
    private const uint DispatchGrains = 64;

    public static IAvailabilityGrain GetAvailability(this IGrainFactory grains, string type) => grains.GetGrain<IAvailabilityGrain>(type);

    public static IPoolAllocationGrain GetPoolAllocation(this IGrainFactory grains, AllocateRequest request)
    {
        var hash = request.Key?.Key.Aggregate(0u, static (crc, c) => BitOperations.Crc32C(crc, c)) ?? (uint)Random.Shared.Next();
        return grains.GetGrain<IPoolAllocationGrain>($"{request.ResourceType}/{hash % DispatchGrains}");
    }
}
