using System.Collections.Immutable;
using Inventory.Domain.Time;

namespace Inventory.Domain.Allocations;

/// <summary>A time that a resource is taken for. It belongs to one resource's calendar and does not name it.</summary>
[GenerateSerializer, Immutable, Alias("inventory.allocation")]
public sealed record Allocation
{
    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public required Interval Interval { get; init; }

    /// <summary>What the time is taken for: "booking", "maintenance", … 1 to 20 characters.</summary>
    [Id(2)]
    public required string Type { get; init; }

    /// <summary>A text for people, up to 100 characters.</summary>
    [Id(3)]
    public string? Description { get; init; }

    /// <summary>The client's own JSON object in UTF-8, up to 16 KiB, as it was given. <c>default</c> is the empty object.</summary>
    [Id(4)]
    public ImmutableArray<byte> Dump { get; init; }

    [Id(5)]
    public required Instant Created { get; init; }

    /// <summary>The version of the resource that last changed this allocation.</summary>
    [Id(6)]
    public required long Version { get; init; }

    /// <summary>A hold's end: from then on the time is free again. <see cref="Instant.PlusInfinity"/> for a firm allocation.</summary>
    [Id(7)]
    public Instant Expires { get; init; } = Instant.PlusInfinity;

    /// <summary>The id of the customer whose it is; <c>null</c> when it is nobody's.</summary>
    [Id(8)]
    public Guid? Owner { get; init; }

    /// <summary>It is a hold, and not firm.</summary>
    public bool IsHold => Expires.IsFinite;

    /// <summary>It was a hold, and is no more.</summary>
    public bool IsOver(Instant now) => now >= Expires;
}
