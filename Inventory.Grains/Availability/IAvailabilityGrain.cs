using Inventory.Domain.Allocations;
using Inventory.Grains.Resources;

namespace Inventory.Grains.Availability;

/// <summary>Finds free resources of one type, which is the key. The result is advice as of a moment: the resource decides.</summary>
[Alias("inventory.availability-grain")]
public interface IAvailabilityGrain : IGrainWithStringKey
{
    [Alias("find-available")]
    Task<ResourcePage> FindAvailable(FindAvailableRequest request);

    /// <summary>The earliest free times of the window's length from its start on, on any resource that matches; empty for an infinite window.</summary>
    [Alias("find-earliest")]
    Task<FreeTimePage> FindEarliest(Interval window, string? allocationType, ImmutableArray<AttributeFilter> attributes, int? limit = null, int units = 1);
}

[GenerateSerializer, Immutable, Alias("inventory.find-available-request")]
public sealed record FindAvailableRequest
{
    [Id(0)]
    public required Interval Window { get; init; }

    /// <summary>Only resources with a higher ordinal.</summary>
    [Id(1)]
    public long After { get; init; }

    /// <summary>1 or more.</summary>
    [Id(2)]
    public required int Limit { get; init; }

    /// <summary>All must match.</summary>
    [Id(3)]
    public ImmutableArray<AttributeFilter> Attributes { get; init; } = [];

    /// <summary>Of the allocation that somebody wants; <c>null</c> for any.</summary>
    [Id(4)]
    public string? AllocationType { get; init; }

    /// <summary>Of a pool, how many have to be free.</summary>
    [Id(5)]
    public int Units { get; init; } = 1;
}
