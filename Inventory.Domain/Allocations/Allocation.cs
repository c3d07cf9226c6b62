using System.Diagnostics.CodeAnalysis;

namespace Inventory.Domain.Allocations;

/// <summary>One interval in a resource's calendar. It does not name the resource.</summary>
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

    /// <summary>The end of a hold; <see cref="Instant.PlusInfinity"/> for a firm allocation.</summary>
    [Id(4)]
    public Instant Expires { get; init; } = Instant.PlusInfinity;

    /// <summary>The customer that owns it; <c>null</c> if no customer does.</summary>
    [Id(5)]
    public Guid? Owner { get; init; }

    public bool IsHold => Expires.IsFinite;

    public bool IsOver(Instant now) => now >= Expires;
}
