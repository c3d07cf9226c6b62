using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Time;

namespace Inventory.Domain.Allocations;

/// <summary>A time that a resource is taken for. It belongs to one resource's calendar and does not name it.</summary>
[GenerateSerializer, Immutable, Alias("inventory.allocation")]
public sealed record Allocation : AllocationDetails
{
    public Allocation()
    {
    }

    [SetsRequiredMembers]
    public Allocation(AllocationDetails details, Guid id, Interval interval, Instant created, long version)
        : base(details) => (Id, Interval, Created, Version) = (id, interval, created, version);

    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public required Interval Interval { get; init; }

    [Id(2)]
    public required Instant Created { get; init; }

    /// <summary>The version of the resource that last changed this allocation.</summary>
    [Id(3)]
    public required long Version { get; init; }

    /// <summary>A hold's end: from then on the time is free again. <see cref="Instant.PlusInfinity"/> for a firm allocation.</summary>
    [Id(4)]
    public Instant Expires { get; init; } = Instant.PlusInfinity;

    /// <summary>The id of the customer whose it is; <c>null</c> when it is nobody's.</summary>
    [Id(5)]
    public Guid? Owner { get; init; }

    /// <summary>It is a hold, and not firm.</summary>
    public bool IsHold => Expires.IsFinite;

    /// <summary>It was a hold, and is no more.</summary>
    public bool IsOver(Instant now) => now >= Expires;
}
