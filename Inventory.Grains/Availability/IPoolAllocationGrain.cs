using System.Numerics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Quotas;

namespace Inventory.Grains.Availability;

/// <summary>Allocates a time on any free resource of a type; see <see cref="AvailabilityKeys.GetPoolAllocation"/> for the key.</summary>
[Alias("inventory.pool-allocation-grain")]
public interface IPoolAllocationGrain : IGrainWithStringKey
{
    /// <param name="request">What to allocate.</param>
    /// <param name="selection">Where and when; <c>null</c> for any resource, at the time of the request.</param>
    [Alias("allocate")]
    Task<PoolAllocationResult> Allocate(AllocateRequest request, PoolSelection? selection = null);
}

/// <summary>The resources of a type that will do, and the times.</summary>
[GenerateSerializer, Immutable, Alias("inventory.pool-selection")]
public sealed record PoolSelection
{
    public static readonly PoolSelection All = new();

    /// <summary>All must match.</summary>
    [Id(0)]
    public ImmutableArray<AttributeFilter> Attributes { get; init; } = [];

    /// <summary>In order of preference; empty for all of the type.</summary>
    [Id(1)]
    public ImmutableArray<Guid> AnyOf { get; init; } = [];

    /// <summary>The earliest time in it that is as long as that of the request; finite. <c>null</c> for the time of the request.</summary>
    [Id(2)]
    public Interval? Flex { get; init; }
}

public enum PoolAllocationStatus
{
    Allocated = 1,

    /// <summary>No resource of the type is free for the whole time.</summary>
    NoneAvailable = 2,
    KeyReused = 3,

    /// <summary>None of the resources that are named is there.</summary>
    NoSuchResource = 4,

    /// <summary>The rules of the type refuse the time, whatever is free.</summary>
    Refused = 5,

    /// <summary>What is free would be over a quota of the customer.</summary>
    OverQuota = 6,
}

[GenerateSerializer, Immutable, Alias("inventory.pool-allocation-result")]
public sealed record PoolAllocationResult
{
    private PoolAllocationResult(PoolAllocationStatus status) => (Status, Alternatives, Judgement) = (status, [], Judgement.Allowed);

    public static readonly PoolAllocationResult KeyReused = new(PoolAllocationStatus.KeyReused);
    public static readonly PoolAllocationResult NoSuchResource = new(PoolAllocationStatus.NoSuchResource);

    [Id(0)]
    public PoolAllocationStatus Status { get; private init; }

    [Id(1)]
    public Guid ResourceId { get; private init; }

    [Id(2)]
    public Allocation? Allocation { get; private init; }

    /// <summary>The earliest times at which any resource is free for as long.</summary>
    [Id(3)]
    public ImmutableArray<Interval> Alternatives { get; private init; }

    /// <summary>Why the rules of the type refuse it.</summary>
    [Id(4)]
    public Judgement Judgement { get; private init; }

    /// <summary>The quota that it would be over.</summary>
    [Id(5)]
    public QuotaRefusal? Quota { get; private init; }

    public static PoolAllocationResult OverQuota(QuotaRefusal quota) => new(PoolAllocationStatus.OverQuota) { Quota = quota };

    public static PoolAllocationResult Refused(Judgement judgement) => new(PoolAllocationStatus.Refused) { Judgement = judgement };

    public static PoolAllocationResult Allocated(Guid resourceId, Allocation allocation) =>
        new(PoolAllocationStatus.Allocated) { ResourceId = resourceId, Allocation = allocation };

    public static PoolAllocationResult NoneAvailable(ImmutableArray<Interval> alternatives) => new(PoolAllocationStatus.NoneAvailable) { Alternatives = alternatives };
}

public static class AvailabilityKeys
{
    /// <summary>Per type: enough to use all nodes.</summary>
    private const uint PoolAllocationGrains = 64;

    public static IAvailabilityGrain GetAvailability(this IGrainFactory grains, string type) => grains.Get<IAvailabilityGrain>(type);

    public static IPoolAllocationGrain GetPoolAllocation(this IGrainFactory grains, AllocateRequest request)
    {
        // A repeated request meets the first one on the same grain.
        var hash = request.Key?.Key.Aggregate(0u, static (crc, c) => BitOperations.Crc32C(crc, c)) ?? (uint)Random.Shared.Next();
        return grains.Get<IPoolAllocationGrain>($"{request.ResourceType}/{hash % PoolAllocationGrains}");
    }
}
